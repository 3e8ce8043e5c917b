"""Moving, cancelling and restoring a meeting, with undo. Nobody is notified until a member asks for it.

Concurrent changes are detected: the second member is shown what the first changed, and keeps what they typed.
"""

from __future__ import annotations

import dataclasses
import datetime
import re

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.journal.models import Entry, kind_of, record
from palabre.meetings.attendance.attendance import ask_anew, attendance_for_update, restore_answers
from palabre.meetings.attendance.comers import CANCELLED, MOVED
from palabre.meetings.dates.meeting_date import FARTHEST, understood
from palabre.meetings.dates.meeting_schedule import Planned
from palabre.meetings.invitations.meeting_invitations import bring_invitations_back
from palabre.meetings.models import Meeting
from palabre.meetings.note.note_date import follow_move
from palabre.meetings.permissions import can_change
from palabre.people.erasures.refused_names import keep_out
from palabre.people.models import Person
from palabre.pure.french import on_one_line
from palabre.refusal import Refusal

RESTORED = "meeting.restored"
VERBS = (MOVED, CANCELLED, RESTORED)
PLACE_LENGTH, URL_LENGTH = 300, 500
MOST_MINUTES = 24 * 60
WEB = re.compile(r"https?://[^\s<>\"/@]+\.[^\s<>\"]+", re.IGNORECASE)


class ChangedMeanwhile(Refusal):
    """Raised if the meeting changed since the form was opened. `there` is what is planned now."""

    status = 409

    def __init__(self, by: str, there: Planned) -> None:
        said = {"name": by, "words": there.in_words()}
        super().__init__(
            _("%(name)s changed this meeting in the meantime. It is now planned so: %(words)s.") % said,
            instead=_("What you wrote is below. Keep it if it is still right."),
        )
        self.there = there


def plan_in_words(planned: Planned, words: str, *, today: datetime.date) -> Planned:
    """Return the plan with these words applied: « jeudi 3 décembre à 14 h, au foyer ». What they omit stays.

    Raise a Refusal where several days can be read, or a past one, or nothing.
    """
    said = understood(words, today=today, kept=planned.on)
    return dataclasses.replace(planned, on=said.on, at=said.at or planned.at, place=said.place or planned.place)


def change_meeting(meeting: Meeting, to: Planned, *, by: Person, at: datetime.datetime, base: str = "") -> Meeting:
    """Change the plan and return the meeting; idempotent. `base` is the mark of the plan that `by` saw.

    On another day or at another hour, those who said that they come are asked anew.

    Raise ChangedMeanwhile, or a Refusal for a past day or a place that is too long.
    """
    with transaction.atomic():
        now = planned_meeting_for_update(meeting, by=by)
        was = Planned.of(now)
        to = checked_plan(dataclasses.replace(to, is_off=was.is_off), was=was, today=timezone.localdate(at))
        if to == was:
            return now
        if base and base != was.mark():
            raise ChangedMeanwhile(who_changed(now), was)
        keep_out(now.space, to.place)
        put(now, to)
        said = ask_anew(now, but=by) if to.is_another_time(was) else {}
        record(MOVED, now, by=by, was=was.facts(), now=to.facts(), said=said)
    follow_move(now, was=was)
    return now


def cancel(meeting: Meeting, *, by: Person, at: datetime.datetime) -> None:
    """Cancel the meeting. Idempotent."""
    with transaction.atomic():
        now = planned_meeting_for_update(meeting, by=by)
        if now.cancelled_at is None:
            now.cancel(at)
            record(CANCELLED, now, by=by)


def restore_meeting(meeting: Meeting, *, by: Person) -> None:
    """Undo a cancellation. Idempotent."""
    with transaction.atomic():
        now = planned_meeting_for_update(meeting, by=by)
        if now.cancelled_at is not None:
            now.restore()
            bring_invitations_back(now)
            record(RESTORED, now, by=by)


def undo_meeting_change(meeting: Meeting, number: int, *, by: Person) -> None:
    """Restore the plan that preceded the change with this entry id. Idempotent.

    Raise ChangedMeanwhile if somebody changed it since.
    """
    with transaction.atomic():
        now = planned_meeting_for_update(meeting, by=by)
        entry = changes_of(now).filter(pk=number, verb=MOVED).first()
        planned = Planned.of(now)
        if entry is None or planned == Planned.read(entry.facts["was"]):
            return
        if planned != Planned.read(entry.facts["now"]):
            raise ChangedMeanwhile(who_changed(now), planned)
        was = Planned.read(entry.facts["was"])
        put(now, was)
        restore_answers(now, entry.facts.get("said", {}))
        record(MOVED, now, by=by, was=planned.facts(), now=was.facts())
    follow_move(now, was=planned)


def changes_of(meeting: Meeting) -> QuerySet[Entry]:
    """Return the journal entries of this meeting's changes, latest first, with their authors."""
    entries = Entry.objects.filter(verb__in=VERBS, subject_kind=kind_of(meeting), subject_id=meeting.pk)
    return entries.select_related("by").order_by("-pk")


def who_changed(meeting: Meeting) -> str:
    last = changes_of(meeting).first()
    return last.by.name if last and last.by else _("Somebody")


def checked_plan(to: Planned, *, was: Planned, today: datetime.date) -> Planned:
    """Return the plan, normalised. Raise a Refusal for values out of bounds."""
    place, url = (on_one_line(said) for said in (to.place, to.video_url))
    to = dataclasses.replace(to, place=place, video_url=url, at=to.at if to.on else None)
    if to.on != was.on and to.on is not None and not today <= to.on <= today + FARTHEST:
        raise Refusal(
            _("This day has gone by, or is very far off."), instead=_("Write the year too: 2027, for example.")
        )
    refuse_unfit(place, url, to.lasts)
    return to


def refuse_unfit(place: str, url: str, lasts: int | None) -> None:
    """Raise a Refusal for a place, the address of a video call or a length that is out of bounds."""
    if len(place) > PLACE_LENGTH or len(url) > URL_LENGTH:
        raise Refusal(_("This place or this address is too long."), instead=_("Shorten it, then save again."))
    if url and not is_web(url):
        raise Refusal(
            _("The address of a video call begins with https://."), instead=_("Copy it whole, or leave it out.")
        )
    if lasts is not None and not 0 < lasts <= MOST_MINUTES:
        raise Refusal(_("A meeting lasts from one minute to a day."), instead=_("Write its length in minutes: 90."))


def is_web(url: str) -> bool:
    return WEB.fullmatch(url) is not None


def put(meeting: Meeting, planned: Planned) -> None:
    meeting.be_at(planned.on, planned.at, lasts=planned.lasts, place=planned.place, video_url=planned.video_url)


def planned_meeting_for_update(meeting: Meeting, *, by: Person) -> Meeting:
    """Return the meeting, reloaded and locked. Raise a Refusal if `by` may not change it."""
    now = attendance_for_update(meeting)
    now.space = meeting.space
    if not can_change(by, now):
        raise Refusal(_("Only members of this space can change a meeting."))
    return now
