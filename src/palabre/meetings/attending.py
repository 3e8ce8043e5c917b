"""« J’y vais », to a meeting to come, and its undo. It binds nobody; said twice, it is said once."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.journal.models import Entry, kind_of, record
from palabre.meetings.models import Attendance, Meeting, Presence
from palabre.people.models import Person
from palabre.refusal import Refusal
from palabre.spaces.models import Space

SAID = "attendance.said"


def attend(meeting: Meeting, *, by: Person, at: datetime.datetime) -> Attendance:
    """Say that `by` comes. What was said of her before (invited, excused) is kept in the journal, for the undo.

    Raises a Refusal when the meeting is over, or gone.
    """
    with transaction.atomic():
        now = locked(meeting)
        if not is_to_come(now, today=timezone.localdate(at)):
            raise Refusal(_("This meeting is over."), instead=_("There are others to come: see all the meetings."))
        by.come(at)
        known = now.attendances.filter(person=by).first()
        if known is not None and known.presence in (Presence.COMING, Presence.PRESENT):
            return known
        was = known.presence if known else ""
        here = known or Attendance(meeting=now, person=by)
        here.become(Presence.COMING)
        record(SAID, now, by=by, was=was)
        return here


def stay_away(meeting: Meeting, *, by: Person) -> None:
    """Take it back without a reason; what was said of her before is so again."""
    with transaction.atomic():
        now = locked(meeting)
        here = now.attendances.filter(person=by, presence=Presence.COMING).first()
        if here is None:
            return
        was = what_was_said_before(now, by=by)
        if was:
            here.become(was)
        else:
            here.delete()
        record("attendance.withdrawn", now, by=by)


def is_coming(person: Person, number: int) -> bool:
    """Did she say that she comes to the meeting of this number?"""
    return Attendance.objects.filter(meeting=number, person=person, presence=Presence.COMING).exists()


def is_to_come(meeting: Meeting, *, today: datetime.date) -> bool:
    return meeting.on is None or meeting.on >= today


def what_was_said_before(meeting: Meeting, *, by: Person) -> Presence | None:
    about = Entry.objects.filter(verb=SAID, subject_kind=kind_of(meeting), subject_id=meeting.pk, by=by)
    last = about.order_by("-pk").first()
    return Presence(last.facts["was"]) if last and last.facts.get("was") else None


def locked(meeting: Meeting) -> Meeting:
    """Return the meeting as it is now, alone in its space until the act is over."""
    Space.hold(meeting.space_id)
    now = Meeting.objects.select_for_update().filter(pk=meeting.pk).first()
    if now is None:
        raise Refusal(
            _("This has been removed in the meantime."), instead=_("There are others to come: see all the meetings.")
        )
    return now
