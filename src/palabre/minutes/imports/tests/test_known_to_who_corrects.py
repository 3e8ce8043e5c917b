"""A correction finds again what who brings it reads, and nothing that only the first importer still prepares."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.models import Group, Membership, ProgressEntry
from palabre.groups.roles.pledges_for_others import come_for
from palabre.meetings.polls.typed_people import people_typed
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.imports.minutes_import import import_minutes
from palabre.minutes.tests.scene import A_DAY, TWO
from palabre.people.models import Person
from palabre.spaces.models import Space
from tests.builders import a_group, a_member, a_space, entered

pytestmark = pytest.mark.django_db
PRIVATE = """# Rencontre du bureau

2 juin 2023

### Participants

- **Bastien Lorrimer**, *Faut-il fermer la crèche de la gare ?*

### Objectif de la réunion

- Donner des nouvelles
"""
MORE = """
## Notes partagées

### Des nouvelles des chantiers/sujet

Bastien et Malo

- Aucun binôme à cette heure.
"""


def test_a_correction_ties_nothing_to_a_group_that_only_the_importer_reads():
    odile = a_member(a_space(), "Odile Morvan")
    malo = a_member(odile.space, "Malo Riou")
    open_to_space(import_minutes(odile.space, TWO, by=odile, on=A_DAY), by=odile, at=timezone.now())
    import_minutes(odile.space, PRIVATE, by=odile, on=A_DAY)
    hidden = Group.objects.exclude(pk__in=Group.objects.visible_to(malo)).get()

    said = ", *Comment lire au bord de l'eau ?*\n"
    people = f"- **Bastien Lorrimer**{said}- **Malo Riou**{said}"
    text = TWO.replace("### Objectif", f"{people}\n### Objectif") + MORE
    entered(Client(), malo).post(reverse("minutes:new_import", args=[malo.space.slug]), {"text": text})

    assert not Membership.objects.filter(group=hidden, person=malo).exists()
    assert not ProgressEntry.objects.filter(group=hidden).exists()


def test_a_poll_finds_nobody_whom_only_the_importer_reads():
    odile = a_member(a_space(), "Odile Morvan")
    malo = a_member(odile.space, "Malo Riou")
    import_minutes(odile.space, PRIVATE, by=odile, on=A_DAY)
    bastien = Person.objects.get(name="Bastien Lorrimer")
    bastien.may_be_reached_at("b.l@exemple.example", by=malo)

    Space.hold(odile.space_id)
    assert people_typed(odile.space, "bastien lorrimer", by=odile) == [bastien]
    for text in ("bastien lorrimer", "b.l@exemple.example"):
        assert bastien not in people_typed(odile.space, text, by=malo)


def test_nor_does_a_name_that_is_typed_for_somebody():
    odile = a_member(a_space(), "Odile Morvan")
    malo = a_member(odile.space, "Malo Riou")
    import_minutes(odile.space, PRIVATE, by=odile, on=A_DAY)
    bastien = Person.objects.get(name="Bastien Lorrimer")
    group = a_group(odile.space)

    typed = come_for(group, "BASTIEN LORRIMER", by=malo, at=timezone.now())
    again = come_for(group, "bastien lorrimer", by=malo, at=timezone.now())

    assert typed.person.name == "BASTIEN LORRIMER"
    assert again.person == typed.person != bastien
    assert come_for(group, "Bastien Lorrimer", by=odile, at=timezone.now()).person not in (bastien, typed.person)
