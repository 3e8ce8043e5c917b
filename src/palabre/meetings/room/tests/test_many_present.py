"""A list of names pasted into a room: who is here is read once for all of them."""

import pytest
from django.utils import timezone

from palabre.meetings.room import room_facts, room_presence
from palabre.meetings.room.open_room import open_room
from palabre.people.models import Person
from tests.builders import a_meeting, a_member, a_person, a_space

pytestmark = pytest.mark.django_db


@pytest.fixture
def odile():
    return a_member(a_space("Val"), "Odile Tanneguy")


def paste(by, text):
    room = open_room(a_meeting(by.space, on=timezone.localdate()), by=by, at=timezone.now())
    room_presence.mark_all_present(room, text, by=by)
    return sorted(room.meeting.attendances.filter(presence="present").values_list("person__name", flat=True))


def test_the_persons_of_the_space_are_read_once_for_all_the_names(odile, monkeypatch):
    read, spellings = [], room_presence.spellings_among
    monkeypatch.setattr(room_presence, "spellings_among", lambda *of: read.append(1) or spellings(*of))

    assert len(paste(odile, "\n".join(f"Malo Riou {letter}" for letter in "abcdefgh"))) >= 8
    assert read == [1]


def test_a_name_that_the_list_says_twice_makes_one_person(odile):
    known = a_person(odile.space, "Tarek Aziz")

    there = paste(odile, "Nadia Ferhat\nNADIA FERHAT\nNadia\nTarek\ntarek aziz")

    assert [name for name in there if name != odile.name] == ["Nadia Ferhat", "Tarek Aziz"]
    assert Person.objects.filter(space=odile.space, name__icontains="nadia").count() == 1
    assert known.attendances.count() == 1


def test_of_many_namesakes_nobody_is_asked_one_after_the_other_whether_they_read_it(odile, monkeypatch):
    monkeypatch.setattr(room_presence, "MOST_NAMESAKES", 2)
    for _number in range(3):
        a_person(odile.space, "Anne Le Goff")

    assert "Anne Le Goff" in paste(odile, "Anne Le Goff")
    assert Person.objects.filter(space=odile.space, name="Anne Le Goff").count() == 4


def test_a_name_without_letters_is_not_that_of_all_who_have_none(odile):
    a_person(odile.space, "🌳")

    assert [name for name in paste(odile, "…\n🎈\n🌳\n🎈") if name != odile.name] == sorted("…🎈🌳")


def test_those_who_said_that_they_come_take_no_place_of_who_is_there(odile, monkeypatch):
    monkeypatch.setattr(room_presence, "MOST", 2)
    meeting = a_meeting(odile.space, on=timezone.localdate())
    for number in range(3):
        meeting.attendances.create(person=a_person(odile.space, f"Loïc {number}"), presence="coming")
    room = open_room(meeting, by=odile, at=timezone.now())

    room_presence.mark_all_present(room, "Nadia Ferhat", by=odile)

    assert meeting.attendances.filter(person__name="Nadia Ferhat", presence="present").exists()


def test_of_thousands_who_come_the_first_are_listed_and_everybody_present(odile, monkeypatch):
    monkeypatch.setattr(room_facts, "MOST_AWAITED", 2)
    meeting = a_meeting(odile.space, on=timezone.localdate())
    for number in range(3):
        passer_by = Person.objects.create(space=odile.space, name=f"Loïc {number}", is_self_named=True)
        meeting.attendances.create(person=passer_by, presence="coming" if number else "present")
    for name in ("Nadia Ferhat", "Tarek Aziz"):
        meeting.attendances.create(person=a_member(odile.space, name), presence="coming")

    listed = [one.person.name for one in room_facts.attendances_of.build(meeting=meeting.pk)]

    assert listed == ["Loïc 0", "Nadia Ferhat", "Tarek Aziz"]
