"""A corrected text changes the spelling of a name that minutes gave, not that of somebody who came."""

from contextlib import suppress

import pytest
from django.utils import timezone

from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.imports.import_undo import undo_import
from palabre.minutes.imports.minutes_import import import_minutes
from palabre.minutes.tests.scene import A_DAY
from palabre.people.models import Person
from palabre.refusal import Refusal
from tests.builders import a_member, a_space

pytestmark = pytest.mark.django_db
WORDS = """# Rencontre des porteuses

28 avril 2023

### Participants

- **Mado Kersauze**, *Comment lire au bord de l'eau ?*
- **Karim Belkacem**, *Comment aller chez le médecin sans voiture ?*

### Objectif de la réunion

- Donner des nouvelles
"""


@pytest.mark.parametrize(("has_come", "name"), [(True, "Mado Kersauze"), (False, "Mada Kersauze")])
def test_another_member_does_not_spell_anew_the_name_of_who_came(has_come, name):
    space = a_space()
    odile, malo = a_member(space, "Odile Morvan"), a_member(space, "Malo Riou")
    reading = import_minutes(space, WORDS, by=odile, on=A_DAY)
    open_to_space(reading, by=odile, at=timezone.now())
    her = Person.objects.get(name="Mado Kersauze")
    if has_come:
        her.join(timezone.now())

    import_minutes(space, WORDS.replace("Mado", "Mada"), by=malo, on=A_DAY)

    her.refresh_from_db()
    assert her.name == name


@pytest.mark.parametrize("act", ["corrected", "undone"])
def test_nor_takes_away_who_came_with_the_line_that_named_her(act):
    space = a_space()
    odile, malo = a_member(space, "Odile Morvan"), a_member(space, "Malo Riou")
    reading = import_minutes(space, WORDS, by=odile, on=A_DAY)
    open_to_space(reading, by=odile, at=timezone.now())
    her = Person.objects.get(name="Mado Kersauze")
    her.join(timezone.now())

    if act == "corrected":
        without = "\n".join(line for line in WORDS.split("\n") if "Mado" not in line)
        import_minutes(space, without, by=malo, on=A_DAY)
    else:
        with suppress(Refusal):
            undo_import(reading, by=malo)

    assert Person.objects.filter(pk=her.pk, joined_at__isnull=False).exists()
