"""Who opens the room facilitates; who opens it, begins, takes over or writes is there, in the circle too."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.meetings.models import Presence
from palabre.meetings.room import circle, room_facilitation, room_presence
from palabre.meetings.room.open_room import open_room
from palabre.people.models import Person
from tests.builders import a_meeting, a_member, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return timezone.now()


@pytest.fixture
def ines():
    return a_member(a_space(), "Inès Courtois")


@pytest.fixture
def hugo(ines):
    return a_member(ines.space, "Hugo Ferreira")


def present(meeting):
    rows = meeting.attendances.filter(presence=Presence.PRESENT).order_by("pk")
    return [one.person.name for one in rows.select_related("person")]


@pytest.fixture
def meeting(ines):
    return a_meeting(ines.space, on=timezone.localdate())


def test_who_opens_the_room_facilitates_and_is_there(meeting, ines, at):
    room = open_room(meeting, by=ines, at=at)

    assert (room.facilitator, present(meeting)) == (ines, ["Inès Courtois"])


def test_a_room_that_is_opened_days_before_counts_nobody_as_there(ines, at):
    meeting = a_meeting(ines.space, on=timezone.localdate() + datetime.timedelta(days=3))

    open_room(meeting, by=ines, at=at)

    assert present(meeting) == []


def test_who_writes_and_who_takes_over_are_there_and_sit_in_the_circle(meeting, ines, hugo, at):
    room = open_room(meeting, by=ines, at=at)

    room_facilitation.take_pen(room, by=hugo)
    round_of = circle.begin_circle(room, "Comment allez-vous ?", by=ines, at=at)

    assert present(meeting) == ["Inès Courtois", "Hugo Ferreira"]
    seats = [Person.objects.get(pk=number).name for number in round_of.order]
    assert sorted(seats) == ["Hugo Ferreira", "Inès Courtois"]


def test_who_goes_to_the_notes_while_nobody_writes_takes_them_and_is_there(client, meeting, ines, hugo, at):
    open_room(meeting, by=ines, at=at)
    place = reverse("room:room", args=[ines.space.slug, meeting.pk])
    screen = entered(client, hugo).get(place)

    answers = [client.post(f"{place}notes/?as=scribe"), entered(Client(), ines).post(f"{place}notes/?as=scribe")]

    assert 'action="notes/?as=scribe"' in screen.content.decode()
    assert [answer.url for answer in answers] == [f"{place}?as=scribe"] * 2
    meeting.room.refresh_from_db()
    assert (meeting.room.scribe, present(meeting)) == (hugo, ["Inès Courtois", "Hugo Ferreira"])
    assert "notes/?as=scribe" not in client.get(place).content.decode()


def test_who_takes_over_the_facilitation_is_there(meeting, ines, hugo, at):
    room_facilitation.take_over(open_room(meeting, by=ines, at=at), by=hugo)

    assert present(meeting) == ["Inès Courtois", "Hugo Ferreira"]


def test_who_said_to_come_keeps_that_answer_when_the_mark_is_undone(meeting, ines, at):
    meeting.invitations.create(person=ines, sequence=0, at=at)
    meeting.attendances.create(person=ines, presence=Presence.COMING, answered_at=at)
    room = open_room(meeting, by=ines, at=at)

    room_presence.mark(room, ines.pk, is_here=False, by=ines)

    assert meeting.attendances.get(person=ines).presence == Presence.COMING


def test_who_comes_late_says_on_their_phone_that_they_are_here(meeting, ines, hugo, at):
    room_facilitation.begin_meeting(open_room(meeting, by=ines, at=at), by=ines, at=at)
    late, address = entered(Client(), hugo), reverse("room:room", args=[ines.space.slug, meeting.pk])
    screen = f"{address}?as=phone"

    before = late.get(screen).content.decode()
    late.post(f"{address}my-presence/", {"as": "phone"})

    assert "Je suis là" in before
    assert "Hugo Ferreira" in present(meeting)
    assert "Je suis là" not in late.get(screen).content.decode()
