"""Closing a poll: on a date, which creates the meeting; or without any. And its undo."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.journal.models import Entry, kind_of, record
from palabre.journal.references import is_referenced
from palabre.meetings.agenda.agenda_preparation import prepare
from palabre.meetings.models import (
    AgendaItem,
    Attendance,
    CarriedOver,
    Choice,
    DateAnswer,
    DateOption,
    DatePoll,
    Meeting,
    Presence,
)
from palabre.meetings.note.meeting_note import was_written
from palabre.meetings.note.page_additions import holds_more
from palabre.meetings.permissions import can_tend
from palabre.meetings.polls.awaited_people import ask_no_longer, bring_letters_back
from palabre.meetings.polls.date_poll import TITLE_LENGTH, poll_for_update
from palabre.meetings.polls.poll_phrases import PARTS
from palabre.people.access.links_of_others import is_given_by_others, links_would_close
from palabre.people.erasures.refused_names import keep_out
from palabre.people.hooks import record_fact
from palabre.people.models import Person
from palabre.refusal import Refusal

OURS = ("meeting.dated", "agenda.prepared", "poll.closed")  # written by closing itself


def close_poll(
    poll: DatePoll, option: DateOption, *, by: Person, at: datetime.datetime, hour: datetime.time | None = None
) -> Meeting:
    """Close on this date: create the meeting with its agenda and note; those who said yes attend.

    `hour` is that of a part of a day, « mardi matin »; without it, the title of the meeting keeps these words.
    Idempotent for one date. Raise a Refusal if it was closed otherwise in the meantime, or if the date was removed.
    """
    refuse_others(poll, by=by)
    with transaction.atomic():
        now = poll_for_update(poll)
        kept = now.options.standing().filter(pk=option.pk).first()
        if kept is None:
            raise Refusal(_("This date is no longer offered."), instead=_("Look at the poll again, then choose one."))
        if not now.is_open:
            return closed_already(now, kept, hour)
        if kept.on < timezone.localdate(at):
            raise Refusal(_("This day has gone by."), instead=_("Choose another one, or add new dates."))
        keep_out(now.space, now.title, now.place)
        meeting = create_meeting_of_poll(now, kept, by=by, hour=hour)
        now.close(at, by=by, meeting=meeting)
        count_on(meeting, kept)
        ask_no_longer(now)
        record_fact("poll.closed", now, by=by)
        record("meeting.dated", meeting, by=by)
        prepare(meeting, by=by, at=at)
    return meeting


def close_for_nothing(poll: DatePoll, *, by: Person, at: datetime.datetime) -> None:
    """« Ou non »: close without a date; no reason is asked for."""
    refuse_others(poll, by=by)
    with transaction.atomic():
        now = poll_for_update(poll)
        if not now.is_open:
            if now.meeting_id is None:
                return
            raise otherwise()
        now.close(at, by=by, meeting=None)
        ask_no_longer(now)
        record("poll.closed_for_nothing", now, by=by)


def can_reopen(poll: DatePoll, person: Person | None) -> bool:
    """Return whether the person may reopen it: nothing was added to the meeting it created."""
    if person is None or poll.is_open or not can_tend(person, poll):
        return False
    return why_it_stays_closed(poll, by=person) is None


def why_it_stays_closed(poll: DatePoll, *, by: Person) -> Refusal | None:
    """Return what others would lose with the meeting that closing created; None: nothing was added to it."""
    meeting = poll.meeting
    if meeting is None:
        return None
    if not nobody_leans_on(meeting, poll, by=poll.closed_by_id):
        return Refusal(
            _("Somebody is already counting on this date."), instead=_("Tell them first, then choose another one.")
        )
    if is_given_by_others(Meeting, [meeting.pk], by=by):
        return links_would_close()
    if meeting.minutes is not None and holds_more(meeting.minutes, by=by):
        return Refusal(
            _("Something was put into the page of this meeting: it would go too."),
            instead=_("Move the meeting to another day: its page stays with it."),
        )
    return None


def reopen(poll: DatePoll, *, by: Person) -> bool:
    """Reopen it, with all its answers, and delete the meeting it created.

    Return whether the answers were hidden before it closed, and are no longer. Raise a Refusal if anything was added to
    that meeting, or to its page, or others gave links to it.
    """
    refuse_others(poll, by=by)
    with transaction.atomic():
        now = poll_for_update(poll)
        if now.is_open:
            return False
        if (refusal := why_it_stays_closed(now, by=by)) is not None:
            raise refusal
        meeting, hid = now.meeting, now.hides_answers
        now.reopen()
        bring_letters_back(now)
        record_fact("poll.reopened", now, by=by)
        if meeting is not None:
            delete_meeting_of_poll(meeting, by=by)
    return hid and not now.hides_answers


# ---- What closing makes, and what its undo takes away -------------------------------------------------------


def create_meeting_of_poll(poll: DatePoll, option: DateOption, *, by: Person, hour: datetime.time | None) -> Meeting:
    when = {"on": option.on, "at": option.at or hour, "lasts": option.lasts, "zone": poll.zone}
    of = {"space": poll.space, "audience": poll.audience, "group": poll.group, "by": by}
    title = poll.title if when["at"] or not option.part else f"{poll.title}, {PARTS[option.part]}"
    return Meeting.objects.create(title=title[:TITLE_LENGTH], place=poll.place, **when, **of)


def count_on(meeting: Meeting, option: DateOption) -> None:
    """Mark as coming those who said yes. Those who said « si besoin » are asked again by the invitation."""
    yes = DateAnswer.objects.standing().filter(choices__option=option, choices__choice=Choice.YES)
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, person_id=one.person_id, presence=Presence.COMING, answered_at=one.at)
        for one in yes.order_by("pk")
    )


def closed_already(poll: DatePoll, option: DateOption, hour: datetime.time | None) -> Meeting:
    """Return the meeting of a poll closed on this date. Raise a Refusal if it was closed otherwise."""
    meeting = poll.meeting
    if meeting is None or (meeting.on, meeting.at) != (option.on, option.at or hour):
        raise otherwise()
    return meeting


def otherwise() -> Refusal:
    return Refusal(
        _("Somebody closed this poll in the meantime."), instead=_("Look at what was chosen; you can undo it there.")
    )


def nobody_leans_on(meeting: Meeting, poll: DatePoll, *, by: int | None) -> bool:
    """Return whether the meeting has nothing but what closing the poll created: no invitation, attendance or text."""
    if meeting.called_at is not None or is_referenced(
        meeting, ignoring=(Attendance, DatePoll, AgendaItem, CarriedOver)
    ):
        return False
    said = dict(poll.answers.standing().values_list("person", "at"))
    attendances = meeting.attendances.values_list("person", "answered_at", "marked_by")
    if any(marked or said.get(person) != at for person, at, marked in attendances):
        return False
    proposed = meeting.agenda.filter(comes_from=None).exclude(proposed_by=None)
    if proposed.exclude(proposed_by=by).exists() or (meeting.minutes is not None and was_written(meeting.minutes)):
        return False
    told = Entry.objects.filter(subject_kind=kind_of(meeting), subject_id=meeting.pk).exclude(verb__in=OURS)
    return not told.exists()


def delete_meeting_of_poll(meeting: Meeting, *, by: Person) -> None:
    """Delete the meeting with its note, which is empty."""
    record("meeting.undated", meeting, by=by)
    page = meeting.minutes
    meeting.delete()
    if page is not None:
        note = page.note
        page.delete()
        note.delete()


def refuse_others(poll: DatePoll, *, by: Person) -> None:
    if not can_tend(by, poll):
        raise Refusal(_("Only members of this space can close a date poll."))
