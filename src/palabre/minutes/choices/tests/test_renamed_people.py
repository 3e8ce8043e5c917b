"""A mended list renames nobody whom others named, nor anybody as somebody else."""

import pytest
from django.utils import timezone

from palabre.groups.models import Membership
from palabre.meetings.models import Attendance
from palabre.minutes.choices.import_choices import say_who_was_there
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.tests.scene import brought
from palabre.people.duplicates.person_merge import merge_pair
from palabre.people.models import Person
from palabre.refusal import Refusal
from tests.builders import a_group, a_member, a_person, a_space, an_action

pytestmark = pytest.mark.django_db
BEFORE, NOW = "Bastien Lorrimet", "Bastien Lorrimer"
LIST = """# Conseil

17 novembre 2026

Présents : {name}, Bruno Sauvage

## À faire

- Commander le bois (Bruno)
"""


@pytest.fixture
def malo():
    return a_member(a_space(), "Malo Riou")


@pytest.fixture
def ines(malo):
    return a_member(malo.space, "Inès Carvalho")


@pytest.fixture
def reading(malo):
    reading = brought(malo, LIST.format(name=BEFORE))
    open_to_space(reading, by=malo, at=timezone.now())
    reading.refresh_from_db()
    return reading


def renamed(reading, name=NOW):
    say_who_was_there(reading, [(name, ""), ("Bruno Sauvage", "")], [], by=reading.by)


def test_a_person_renamed_as_one_who_came_is_that_one(reading):
    bastien = a_member(reading.space, NOW)

    renamed(reading)

    assert Attendance.objects.filter(person=bastien).exists()
    assert list(Person.objects.filter(name__startswith="Bastien")) == [bastien]


def test_who_came_is_known_before_an_older_name_that_nobody_came_by(ines):
    a_person(ines.space, NOW)
    bastien = a_member(ines.space, NOW)

    brought(ines, LIST.format(name=NOW))

    assert Attendance.objects.filter(person=bastien).exists()


def test_a_person_to_whom_others_gave_a_role_keeps_their_name(reading, ines):
    bastien = Person.objects.get(name=BEFORE)
    a_group(ines.space, "Le four", convened_by=(ines, bastien))

    with pytest.raises(Refusal):
        renamed(reading)

    assert list(Person.objects.filter(name__startswith="Bastien")) == [bastien]
    assert Membership.objects.filter(person__name=BEFORE).exists()


def test_a_person_whom_minutes_of_others_name_keeps_their_name_in_a_corrected_text(reading, ines):
    bastien = Person.objects.get(name=BEFORE)
    brought(ines, LIST.format(name=BEFORE).replace("17 novembre", "24 novembre"))

    brought(reading.by, LIST.format(name=NOW))

    seats = Attendance.objects.filter(person__name__startswith="Bastien").order_by("meeting__on")
    assert list(seats.values_list("meeting__on__day", "person__name")) == [(17, NOW), (24, BEFORE)]
    assert seats.get(person__name=BEFORE).person == bastien


def test_a_name_that_another_joined_to_a_member_is_not_changed(reading, ines):
    merge_pair(reading.by, Person.objects.get(name=BEFORE), by=ines, at=timezone.now())

    renamed(reading)

    assert not reading.by.doubles.filter(name=NOW).exists()


def test_a_person_whom_only_the_importer_named_takes_the_new_name(reading):
    bastien, text = Person.objects.get(name=BEFORE), LIST.format(name=BEFORE)
    brought(reading.by, text.replace("17 novembre", "24 novembre"))
    an_action(reading.space, "Scier", owner=bastien, by=reading.by)

    renamed(reading)

    assert list(Person.objects.filter(name__startswith="Bastien").values_list("pk", "name")) == [(bastien.pk, NOW)]
