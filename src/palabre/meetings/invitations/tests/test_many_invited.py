"""Calling many people, and telling them that a meeting moved: everybody else waits to save meanwhile."""

import dataclasses
import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from palabre.meetings import meeting_screen
from palabre.meetings.dates import meeting_changes, meeting_schedule
from palabre.meetings.dates.meeting_schedule import Planned
from palabre.meetings.invitations import meeting_invitations
from palabre.meetings.models import Meeting, Presence
from palabre.people.models import Person
from palabre.post.models import Letter
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from tests.builders import a_meeting, a_member, a_person, a_space, entered
from tests.erasing import erase

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


def while_the_first_is_told(monkeypatch, name, change):
    """Have something happen in the space between two lots, of one person each."""
    monkeypatch.setattr(meeting_invitations, "LOT", 1)
    act, done = getattr(meeting_invitations, name), []

    def act_then_change(*some, **said):
        made = act(*some, **said)
        if not done:
            done.append(1)
            change()
        return made

    monkeypatch.setattr(meeting_invitations, name, act_then_change)


def test_a_name_removed_between_two_lots_is_in_no_letter(ninon, monkeypatch):
    meeting = moved(called(ninon, 3), ninon)
    last = meeting.invitations.order_by("-pk").first().person
    while_the_first_is_told(monkeypatch, "told_again", lambda: erase(last, at=timezone.now()))

    told = meeting_invitations.tell_change(meeting, by=ninon, at=timezone.now())

    assert last.pk not in {one.person_id for one in told}
    assert not Letter.objects.filter(sent_at=None, body__contains="Malo 2").exists()


def test_who_is_put_out_between_two_lots_is_called_no_more(ninon, monkeypatch):
    meeting = a_meeting(ninon.space, on=timezone.localdate() + datetime.timedelta(days=20))
    people = [a_member(ninon.space, f"Malo {number}") for number in range(3)]
    out = Person.objects.filter(pk=people[-1].pk)
    while_the_first_is_told(monkeypatch, "invite", lambda: out.update(put_out_at=timezone.now()))

    made = meeting_invitations.call(meeting, by=ninon, at=timezone.now(), persons=people)

    assert [one.person for one in made] == people[:2]


def test_a_meeting_called_off_between_two_lots_of_its_change_is_told_off_to_all(ninon, monkeypatch):
    meeting = moved(called(ninon, 3), ninon)
    off = Meeting.objects.get(pk=meeting.pk)
    while_the_first_is_told(
        monkeypatch, "told_again", lambda: meeting_invitations.call_off(off, by=ninon, at=timezone.now())
    )

    told = meeting_invitations.tell_change(meeting, by=ninon, at=timezone.now())

    waiting = Letter.objects.filter(sent_at=None)
    assert len(told) == 1
    assert sorted(waiting.values_list("calendar_method", flat=True)) == ["CANCEL"] * 3
    assert not meeting.invitations.filter(cancelled_at=None).exists()
    assert meeting_schedule.told_last(meeting).is_off


def test_one_moved_between_two_lots_of_its_change_is_told_anew_by_the_next_click(ninon, monkeypatch):
    meeting = moved(called(ninon, 3), ninon)
    while_the_first_is_told(monkeypatch, "told_again", lambda: moved(Meeting.objects.get(pk=meeting.pk), ninon))
    first = meeting_invitations.tell_change(meeting, by=ninon, at=timezone.now())

    is_untold = meeting_schedule.is_untold(Meeting.objects.get(pk=meeting.pk))
    again = meeting_invitations.tell_change(Meeting.objects.get(pk=meeting.pk), by=ninon, at=timezone.now())

    assert (len(first), is_untold, len(again)) == (1, True, 3)
    assert Letter.objects.filter(sent_at=None).count() == 3


def passers_by(meeting, count):
    for number in range(count):
        one = a_person(meeting.space, f"Loïc {number}")
        Person.objects.filter(pk=one.pk).update(is_self_named=True)
        coming(meeting, one)


def coming(meeting, person):
    meeting.attendances.create(person=person, presence=Presence.COMING, answered_at=timezone.now())


def test_names_typed_in_passing_take_the_place_of_nobody(ninon, monkeypatch):
    monkeypatch.setattr(meeting_invitations, "MOST", 3)
    meeting = called(ninon, 1)
    passers_by(meeting, 4)
    Person.objects.filter(name="Loïc 3").update(email="loic@exemple.example")
    coming(meeting, a_member(ninon.space, "Solène"))

    told = meeting_invitations.tell_change(moved(meeting, ninon), by=ninon, at=timezone.now())
    later = meeting_invitations.call(meeting, by=ninon, at=timezone.now(), persons=[a_member(ninon.space, "Tarek")])

    assert {one.person.name for one in told} == {"Malo 0", "Solène", "Loïc 3"}
    assert [one.person.name for one in later] == ["Tarek"]


def test_a_change_told_to_some_is_still_to_be_told_once_it_is_undone(ninon, monkeypatch):
    """The server stopped after some lots, whose letters left: these people hold a day that is not so."""
    meeting = called(ninon, 4)
    monkeypatch.setattr(meeting_invitations, "LOT", 2)
    monkeypatch.setattr(meeting_invitations, "record_told", stopped)
    with pytest.raises(Stopped):
        meeting_invitations.tell_change(moved(meeting, ninon), by=ninon, at=timezone.now())
    monkeypatch.undo()
    meeting.invitations.filter(pk__in=meeting.invitations.order_by("-pk")[:2]).update(sequence=meeting.sequence)
    Letter.objects.update(sent_at=timezone.now())
    meeting_changes.change_meeting(meeting, Planned.of(meeting), by=ninon, at=timezone.now())
    back = Meeting.objects.get(pk=meeting.pk)

    assert meeting_schedule.is_untold(back)
    assert len(meeting_invitations.tell_change(back, by=ninon, at=timezone.now())) == 4
    assert not meeting_schedule.is_untold(Meeting.objects.get(pk=meeting.pk))


def stopped(*_some, **_said):
    raise Stopped


def test_who_came_uncalled_is_told_of_a_move_and_of_its_undoing_and_nobody_else_is_written_to(ninon):
    meeting, solene = called(ninon, 2), a_member(ninon.space, "Solène")
    coming(meeting, solene)
    was = Planned.of(meeting)
    meeting_changes.change_meeting(moved(meeting, ninon), was, by=ninon, at=timezone.now())
    now = Meeting.objects.get(pk=meeting.pk)

    told = meeting_invitations.tell_change(now, by=ninon, at=timezone.now())

    assert [one.person for one in told] == [solene]
    assert not meeting_schedule.is_untold(Meeting.objects.get(pk=meeting.pk))
    assert meeting_invitations.tell_change(now, by=ninon, at=timezone.now()) == []


def test_who_tells_and_removes_their_name_between_two_lots_signs_no_more(ninon, monkeypatch):
    meeting = moved(called(ninon, 3), ninon)
    while_the_first_is_told(
        monkeypatch, "told_again", lambda: erase(Person.objects.get(pk=ninon.pk), at=timezone.now())
    )

    with pytest.raises(Refusal):
        meeting_invitations.tell_change(meeting, by=ninon, at=timezone.now())

    assert not Letter.objects.filter(sent_at=None, body__contains="Ninon Le Goff").exists()


def test_of_thousands_of_names_the_page_of_a_meeting_shows_the_first_those_typed_in_passing_last(ninon, monkeypatch):
    meeting = a_meeting(ninon.space, on=timezone.localdate() + datetime.timedelta(days=20))
    passers_by(meeting, 4)
    coming(meeting, a_member(ninon.space, "Solène"))
    meeting.attendances.filter(person__name="Loïc 3").update(presence=Presence.PRESENT)

    def shown(most):
        monkeypatch.setattr(meeting_screen, "MOST_SHOWN", most)
        Space.touch(ninon.space_id)  # so that the page is made anew
        said = entered(Client(), ninon).get(meeting.get_absolute_url()).content.decode()
        return [name for name in ("Loïc 0", "Loïc 1", "Loïc 2", "Loïc 3", "Solène", "Et d’autres") if name in said]

    assert shown(4) == ["Loïc 0", "Loïc 1", "Loïc 3", "Solène", "Et d’autres"]
    assert shown(5) == ["Loïc 0", "Loïc 1", "Loïc 2", "Loïc 3", "Solène"]
