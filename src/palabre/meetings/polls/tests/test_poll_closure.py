"""A poll is closed: on a date, and the meeting is there; or for nothing. And its undo."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.links.share_sheet import create_share_link
from palabre.journal.models import Entry, record
from palabre.meetings.models import AgendaItem, Attendance, DatePoll, Meeting
from palabre.meetings.polls import poll_answers, poll_closure
from palabre.meetings.polls.tests.asked_dates import AT, IF_NEED_BE, NO, YES, asked, choices_of, options_of, said
from palabre.people.access.links import link_path
from palabre.pure.quotes import Quote
from palabre.refusal import Refusal
from palabre.wiki.comments.comment_thread import comment_on
from palabre.wiki.models import Page
from palabre.wiki.readers.page_invitations import invite
from tests.builders import a_file, a_group, a_member, a_page, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


@pytest.fixture
def hugo(space):
    return a_member(space, "Hugo Ferreira")


def test_closing_makes_the_meeting_and_counts_on_who_said_yes(ines, hugo):
    group = a_group(ines.space, convened_by=(ines,))
    poll = asked(ines, group=group, place="À la mairie", zone="Indian/Reunion")
    said(poll, hugo, YES, NO)
    said(poll, ines, IF_NEED_BE, YES)

    meeting = poll_closure.close_poll(poll, options_of(poll)[0], by=ines, at=AT)

    assert (meeting.on.day, meeting.at.hour, meeting.place, meeting.zone) == (1, 14, "À la mairie", "Indian/Reunion")
    assert (meeting.group, meeting.audience, meeting.date_poll) == (group, group.audience, poll)
    assert list(meeting.attendances.values_list("person", "presence")) == [(hugo.pk, "coming")]


def test_the_meeting_has_its_agenda_and_its_note(ines):
    poll = asked(ines)

    meeting = poll_closure.close_poll(poll, options_of(poll)[0], by=ines, at=AT)

    assert meeting.agenda.exists()
    assert meeting.minutes is not None


def test_closed_twice_it_is_closed_once_and_otherwise_it_is_said(ines, hugo):
    poll = asked(ines)
    first, second = options_of(poll)
    meeting = poll_closure.close_poll(poll, first, by=ines, at=AT)

    assert poll_closure.close_poll(poll, first, by=hugo, at=AT) == meeting
    for act in (
        lambda: poll_closure.close_poll(poll, second, by=hugo, at=AT),
        lambda: poll_closure.close_for_nothing(poll, by=hugo, at=AT),
    ):
        with pytest.raises(Refusal, match="entre-temps"):
            act()


def test_a_day_that_has_gone_by_is_not_chosen(ines):
    poll = asked(ines)

    with pytest.raises(Refusal, match="passé"):
        poll_closure.close_poll(poll, options_of(poll)[0], by=ines, at=AT + datetime.timedelta(days=9))


def test_who_comes_too_late_is_told_what_was_chosen(ines, hugo):
    poll = asked(ines)
    poll_closure.close_poll(poll, options_of(poll)[0], by=ines, at=AT)

    with pytest.raises(poll_answers.AlreadyClosed, match="mardi 1er décembre, 14 h") as refusal:
        said(poll, hugo, YES)

    assert "venir" in refusal.value.instead


def test_no_date_is_an_answer_too(ines, hugo):
    poll = asked(ines)

    poll_closure.close_for_nothing(poll, by=ines, at=AT)
    poll_closure.close_for_nothing(poll, by=hugo, at=AT)

    assert not Meeting.objects.exists()
    with pytest.raises(poll_answers.AlreadyClosed, match="aucune date"):
        said(poll, hugo, YES)


def test_closing_is_undone_with_all_its_answers_and_leaves_no_meeting(ines, hugo):
    poll = asked(ines)
    said(poll, hugo, YES)
    poll_closure.close_poll(poll, options_of(poll)[0], by=ines, at=AT)

    poll_closure.reopen(DatePoll.objects.get(pk=poll.pk), by=hugo)

    assert choices_of(poll, hugo) == [YES]
    assert not any(model.objects.exists() for model in (Meeting, AgendaItem, Attendance, Page))
    assert DatePoll.objects.get(pk=poll.pk).is_open


@pytest.mark.parametrize("answers", [True, False])
def test_answers_that_its_closing_showed_are_hidden_no_longer(client, ines, hugo, answers):
    poll = asked(ines, hides_answers=True)
    if answers:
        said(poll, hugo, YES)
    poll_closure.close_for_nothing(poll, by=ines, at=AT)

    door = reverse("meetings:poll_reopening", args=[poll.space.slug, poll.pk])
    told = entered(client, ines).post(door, follow=True).content.decode()

    poll.refresh_from_db()
    assert (poll.is_open, poll.hides_answers) == (True, not answers)
    assert ("tout le monde les lit maintenant" in told) == answers


@pytest.mark.parametrize("how", ["comes", "called", "decides", "writes", "proposes"])
def test_closing_is_not_undone_once_somebody_leans_on_it(ines, hugo, how):
    poll = asked(ines)
    meeting = poll_closure.close_poll(poll, options_of(poll)[0], by=ines, at=AT)
    lean(meeting, how, hugo)

    with pytest.raises(Refusal, match="compte déjà"):
        poll_closure.reopen(DatePoll.objects.get(pk=poll.pk), by=ines)


def lean(meeting, how, by):
    if how == "comes":
        meeting.attendances.create(person=by, presence="coming", answered_at=AT)
    elif how == "called":
        Meeting.objects.filter(pk=meeting.pk).update(called_at=AT)
    elif how == "decides":
        meeting.decisions.create(space=meeting.space, audience=meeting.audience, text="Le samedi")
    elif how == "writes":
        meeting.minutes.note.revisions.create(number=9, body_md="Un mot", by=by)
    else:
        meeting.agenda.create(text="Un point", position=99, proposed_by=by)


PUT_THERE = {
    "a file": lambda page, by: a_file(page, "plan-du-four.txt"),
    "a comment": lambda page, by: comment_on(page, Quote("Participants"), "Qui vient ?", by=by, at=AT),
    "a page below": lambda page, by: Page.objects.filter(pk=a_page(page.space).pk).update(parent=page),
    "an answer in the margin": lambda page, by: page.asked.create(kind="need", at=AT, answered_by=by),
    "a watch": lambda page, by: page.watches.create(person=by),
    "an invitation": lambda page, by: invite(page, "Rose Le Goff", by=by, at=timezone.now()),
    "other readers": lambda page, by: record("page.closed", page, by=by),
}


@pytest.mark.parametrize("what", PUT_THERE)
def test_a_meeting_stays_with_what_somebody_put_into_its_page(client, ines, hugo, what):
    poll = asked(ines)
    meeting = poll_closure.close_poll(poll, options_of(poll)[0], by=ines, at=AT)
    PUT_THERE[what](meeting.minutes, hugo)

    answer = entered(client, ines).post(reverse("meetings:poll_reopening", args=[poll.space.slug, poll.pk]))

    assert answer.status_code == 409
    assert "Déplacez la réunion" in answer.content.decode()
    assert Page.objects.filter(pk=meeting.minutes_id).exists()
    assert not poll_closure.can_reopen(DatePoll.objects.get(pk=poll.pk), ines)


def test_a_meeting_to_which_somebody_else_gave_a_link_stays(ines, hugo):
    poll = asked(ines)
    meeting = poll_closure.close_poll(poll, options_of(poll)[0], by=ines, at=AT)
    poster = create_share_link(meeting, by=hugo, at=timezone.now())

    with pytest.raises(Refusal, match="liens"):
        poll_closure.reopen(DatePoll.objects.get(pk=poll.pk), by=ines)

    assert Client().get(link_path(poster), follow=True).status_code == 200


def test_ones_own_watch_and_link_go_with_the_meeting(ines):
    poll = asked(ines)
    meeting = poll_closure.close_poll(poll, options_of(poll)[0], by=ines, at=AT)
    create_share_link(meeting, by=ines, at=timezone.now())
    meeting.minutes.watches.create(person=ines)
    meeting.minutes.asked.create(kind="need", at=AT)

    poll_closure.reopen(DatePoll.objects.get(pk=poll.pk), by=ines)

    assert not Page.objects.exists()


def test_what_happened_is_told_in_the_journal(ines):
    poll = asked(ines)

    poll_closure.close_poll(poll, options_of(poll)[0], by=ines, at=AT)
    poll_closure.reopen(DatePoll.objects.get(pk=poll.pk), by=ines)
    poll_closure.close_for_nothing(poll, by=ines, at=AT)

    verbs = Entry.objects.filter(subject_kind="meetings.datepoll").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["poll.asked", "poll.closed", "poll.reopened", "poll.closed_for_nothing"]


def test_a_closed_poll_does_not_say_that_a_day_of_after_was_chosen(ines):
    poll, her = asked(ines), entered(Client(), ines)
    meeting = poll_closure.close_poll(poll, options_of(poll)[0], by=ines, at=AT)
    chosen = her.get(poll.get_absolute_url()).content.decode()

    Meeting.objects.filter(pk=meeting.pk).update(on=meeting.on + datetime.timedelta(days=20))
    moved = her.get(poll.get_absolute_url()).content.decode()

    assert ("La date choisie" in chosen, "La date choisie" in moved) == (True, False)
    assert "Sa réunion a changé de jour depuis" in moved
