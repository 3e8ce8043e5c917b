"""Calling many people, and telling them that a meeting moved: everybody else waits to save meanwhile."""

import dataclasses
import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from palabre.meetings.dates import meeting_changes
from palabre.meetings.dates.meeting_schedule import Planned
from palabre.meetings.invitations import meeting_invitations
from palabre.meetings.models import Meeting
from palabre.post.models import Letter
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from tests.builders import a_meeting, a_member, a_space

pytestmark = pytest.mark.django_db
FOR_EACH = 12  # queries: their link, letter and invitation, and what they knew


class Stopped(Exception):
    """The server is stopped there."""


@pytest.fixture
def ninon():
    return a_member(a_space("Val", public=True), "Ninon Le Goff")


def called(by, count, *, has_left=True):
    meeting = a_meeting(by.space, on=timezone.localdate() + datetime.timedelta(days=20))
    meeting.aims.create(position=1, text="Savoir où on en est")
    people = [a_member(by.space, f"Malo {number}") for number in range(count)]
    meeting_invitations.call(meeting, by=by, at=timezone.now(), persons=people)
    if has_left:
        Letter.objects.update(sent_at=timezone.now())
    return meeting


def moved(meeting, by):
    was = Planned.of(meeting)
    later = dataclasses.replace(was, on=was.on + datetime.timedelta(days=1))
    meeting_changes.change_meeting(meeting, later, by=by, at=timezone.now())
    return Meeting.objects.get(pk=meeting.pk)


def queries(act, meeting, by):
    with CaptureQueriesContext(connection) as done:
        act(meeting, by=by, at=timezone.now())
    return len(done)


@pytest.mark.parametrize("act", [meeting_invitations.tell_change, meeting_invitations.call_off])
def test_each_person_told_of_a_change_costs_few_queries(ninon, act):
    few, many = (queries(act, moved(called(ninon, count), ninon), ninon) for count in (2, 7))

    assert (many - few) / 5 <= FOR_EACH


def test_what_waits_is_still_rewritten_for_those_who_have_it(ninon):
    meeting = moved(called(ninon, 3, has_left=False), ninon)

    told = meeting_invitations.tell_change(meeting, by=ninon, at=timezone.now())

    assert len(told) == Letter.objects.count() == 3
    assert {letter.sequence for letter in told} == {meeting.sequence + 1}


def test_no_more_people_are_called_to_one_meeting_than_letters_leave_in_a_day(ninon, monkeypatch):
    monkeypatch.setattr(meeting_invitations, "MOST", 3)
    meeting, more = called(ninon, 2), [a_member(ninon.space, f"Tarek {number}") for number in range(2)]

    made = meeting_invitations.call(meeting, by=ninon, at=timezone.now(), persons=more)

    assert [one.person for one in made] == more[:1]
    with pytest.raises(Refusal, match="Trois cents personnes"):
        meeting_invitations.call(meeting, by=ninon, at=timezone.now(), persons=more)
    assert meeting_invitations.call(meeting, by=ninon, at=timezone.now(), persons=more[:1]) == []


def test_a_change_that_was_told_to_some_is_told_to_all_by_the_next_click(ninon, monkeypatch):
    """The server stopped after some lots: nobody has two letters, and nobody none."""
    monkeypatch.setattr(meeting_invitations, "LOT", 2)
    meeting, told_again, told = moved(called(ninon, 5), ninon), meeting_invitations.told_again, []

    def stopped(one, there, **said):
        if len(told) == 3:
            raise Stopped
        told.append(one)
        return told_again(one, there, **said)

    monkeypatch.setattr(meeting_invitations, "told_again", stopped)
    with pytest.raises(Stopped):
        meeting_invitations.tell_change(meeting, by=ninon, at=timezone.now())
    monkeypatch.setattr(meeting_invitations, "told_again", told_again)
    meeting_invitations.tell_change(meeting, by=ninon, at=timezone.now())

    waiting = Letter.objects.filter(sent_at=None)
    assert waiting.count() == len(set(waiting.values_list("to", flat=True))) == 5
    assert meeting_invitations.tell_change(meeting, by=ninon, at=timezone.now()) == []


def test_the_others_save_between_the_lots_of_a_change(ninon, monkeypatch):
    monkeypatch.setattr(meeting_invitations, "LOT", 2)
    meeting, held, hold = moved(called(ninon, 5), ninon), [], Space.hold.__func__
    monkeypatch.setattr(Space, "hold", classmethod(lambda cls, number: held.append(number) or hold(cls, number)))

    meeting_invitations.tell_change(meeting, by=ninon, at=timezone.now())

    assert len(held) >= 3
