"""A role that only minutes in preparation give is read by nobody but who prepares them."""

import pytest
from django.test import Client
from django.utils import timezone

from palabre.groups.models import Group
from palabre.minutes.imports.import_publication import publish
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.imports.minutes_import import import_minutes
from palabre.minutes.tests.scene import A_DAY, brought
from tests.builders import a_member, a_space, entered

pytestmark = pytest.mark.django_db
OTHERS = """# Rencontre des porteuses

28 avril 2023

### Participants

- **Bastien Lorrimer**, Relais Partagé Hautes-Ambres, *Comment lire au bord de l'eau ?*
- **Karim Belkacem**, Mairie de Brennes, *Comment lire au bord de l'eau ?*

### Objectif de la réunion

- Donner des nouvelles

## Notes partagées

### Des nouvelles des chantiers/sujet

Bastien et Karim

- Aucun binôme à cette heure.
"""


@pytest.mark.parametrize("who", ["a passer-by", "a member"])
def test_nobody_learns_on_a_group_s_page_whom_minutes_in_preparation_say_to_carry_it(who):
    space = a_space(public=True)
    nadege, malo = a_member(space, "Nadège Kerouanton"), a_member(space, "Malo Kersauze")
    reading = brought(nadege)
    open_to_space(reading, by=nadege, at=timezone.now())
    publish(reading, by=nadege)
    group = Group.objects.get(memberships__person__name="Bastien Lorrimer")
    reader = Client() if who == "a passer-by" else entered(Client(), nadege)

    prepared = import_minutes(space, OTHERS, by=malo, on=A_DAY)

    assert prepared.opened_at is None
    assert "Karim" not in reader.get(group.get_absolute_url()).content.decode()
