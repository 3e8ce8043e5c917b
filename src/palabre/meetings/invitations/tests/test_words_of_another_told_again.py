"""A letter that another member changed stays in their name when the meeting moves and it is written anew."""

import datetime

import pytest
from django.utils import timezone

from palabre.meetings.invitations.meeting_invitations import call, tell_change
from palabre.meetings.models import Meeting
from palabre.post.models import Letter
from palabre.post.outbox import change_letter
from tests.builders import a_meeting, a_member, a_person, a_space

pytestmark = pytest.mark.django_db
WORDS = "Je vous propose de vendre la maison : {address}"


@pytest.fixture
def meeting():
    return a_meeting(a_space(), on=timezone.localdate() + datetime.timedelta(days=9))


@pytest.fixture
def odile(meeting):
    return a_member(meeting.space, "Odile Tanneguy")


def moved(meeting, *, by):
    Meeting.objects.filter(pk=meeting.pk).update(on=meeting.on + datetime.timedelta(days=1))
    tell_change(meeting, by=by, at=timezone.now())
    return Letter.objects.get()


def test_the_words_of_another_do_not_become_hers_as_she_tells_the_change(meeting, odile):
    malo = a_member(meeting.space, "Malo Kersauze")
    call(meeting, by=odile, at=timezone.now(), persons=[a_person(meeting.space, "Claire Aubanel")])
    change_letter(Letter.objects.get(), "Vendons la maison", WORDS, by=malo, at=timezone.now())

    letter = moved(meeting, by=odile)

    assert ("vendre la maison" in letter.body, letter.by) == (True, malo)


def test_nor_hers_those_of_who_tells_it(meeting, odile):
    malo = a_member(meeting.space, "Malo Kersauze")
    call(meeting, by=odile, at=timezone.now(), persons=[a_person(meeting.space, "Claire Aubanel")])
    change_letter(Letter.objects.get(), "Venez", "Je vous attends : {address}", by=odile, at=timezone.now())

    letter = moved(meeting, by=malo)

    assert ("Je vous attends" in letter.body, letter.by) == (True, odile)
