"""A name that a member types to say who is there is nobody’s who only typed it in passing."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.meetings.models import Presence
from palabre.meetings.room.open_room import open_room
from palabre.meetings.room.room_guests import come_in
from palabre.meetings.room.room_presence import mark, mark_present
from palabre.meetings.written.minutes_concern import is_of_meeting
from palabre.people.models import Person
from palabre.web.visitor_cookie import NOBODY
from tests.builders import a_meeting, a_member, a_space

pytestmark = pytest.mark.django_db


@pytest.fixture
def space():
    return a_space(public=True)


@pytest.fixture
def malo(space):
    return a_member(space, "Malo Kersauze")


@pytest.fixture
def meeting(space):
    return a_meeting(space, on=timezone.localdate())


@pytest.fixture
def room(meeting, malo):
    return open_room(meeting, by=malo, at=timezone.now())


@pytest.fixture
def passing(space, meeting):
    """Who typed that name on the page of the meeting, and did not come in."""
    said = {"who": "Odile Morvan", "answer": "fine"}
    Client().post(reverse("meetings:news", args=[space.slug, meeting.pk]), said)
    return Person.objects.get(name="Odile Morvan")


@pytest.mark.parametrize("said", ["Odile Morvan", "odile"])
def test_who_said_from_outside_that_all_is_well_is_not_there_by_their_name(said, room, meeting, malo, passing):
    mark_present(room, said, by=malo)

    assert not is_of_meeting(passing, meeting)
    assert meeting.attendances.filter(presence=Presence.PRESENT).exclude(person=passing).exists()


@pytest.mark.parametrize("said", ["Odile Morvan", "odile"])
def test_the_member_of_that_name_is(said, space, room, meeting, malo, passing):
    odile = a_member(space, "Odile Morvan")

    mark_present(room, said, by=malo)

    assert is_of_meeting(odile, meeting)
    assert not is_of_meeting(passing, meeting)


def test_who_came_in_by_the_code_is_known_there_by_her_name(room, meeting, malo):
    link = come_in(room, "Zoé Petit", form_token="un", at=timezone.now(), visitor=NOBODY)

    mark_present(room, "zoé petit", by=malo)

    assert list(meeting.attendances.exclude(person=room.facilitator).values_list("person", flat=True)) == [
        link.person_id
    ]


def test_a_member_who_sees_who_passed_by_in_the_list_says_that_they_are_there(room, meeting, malo, passing):
    mark(room, passing.pk, is_here=True, by=malo)

    assert is_of_meeting(passing, meeting)
