"""A person's answer to an upcoming meeting, and its undo: « J’y vais », « voici des nouvelles », « rien de neuf ».

An answer binds nobody; it is idempotent, and replaces the former one.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.journal.models import Entry, kind_of, record
from palabre.meetings.attendance.sent_news import take_news_back
from palabre.meetings.models import Attendance, Meeting, Presence
from palabre.people.devices.vouchers import refuse_one_word
from palabre.people.models import Person
from palabre.refusal import Refusal
from palabre.spaces.row_lock import row_for_update

SAID, WITHDRAWN = "attendance.said", "attendance.withdrawn"
VERBS = {Presence.COMING: SAID, Presence.NEWS: "news.sent", Presence.FINE: "attendance.fine"}
ANSWERS = tuple(VERBS)


def attend(meeting: Meeting, *, by: Person, at: datetime.datetime, comes: bool = True) -> Attendance:
    """Record that `by` comes. Raise a Refusal if the meeting is over, cancelled or removed."""
    return record_presence(meeting, Presence.COMING, by=by, at=at, comes=comes)


def record_presence(
    meeting: Meeting, presence: Presence, *, by: Person, at: datetime.datetime, comes: bool = True
) -> Attendance:
    """Record the answer of `by`. The former presence (invited, excused) is kept in the journal, for the undo.

    A person marked as present stays so. Unless `comes`, it does not say that they came here. Raise a Refusal as
    `attend` does.
    """
    with transaction.atomic():
        now = attendance_for_update(meeting)
        refuse_closed(now, today=timezone.localdate(at))
        if comes:
            by.come(at)
        known = now.attendances.filter(person=by).first()
        if known is not None and known.answered_at is not None:
            refuse_one_word(by)
        if known is not None and known.presence in (presence, Presence.PRESENT):
            return known
        if presence != Presence.NEWS:
            take_news_back(now, by=by)
        was = known.presence if known else ""
        here = known or Attendance.objects.create(meeting=now, person=by, presence=presence)
        here.answer(presence, at)
        record(VERBS[presence], now, by=by, was=was)
        return here


def stay_away(meeting: Meeting, *, by: Person, said_at: datetime.datetime | None = None) -> None:
    """Withdraw the person's answer, without a reason, and restore their former presence.

    `said_at` is when they said so, if it was not now.
    """
    with transaction.atomic():
        now = attendance_for_update(meeting)
        here = now.attendances.filter(person=by, presence__in=ANSWERS).first()
        if here is None:
            return
        refuse_one_word(by)
        take_news_back(now, by=by)
        was = what_was_said_before(now, by=by)
        if was:
            here.answered_at = None
            here.become(was)
        else:
            here.delete()
        record(WITHDRAWN, now, by=by, **({"said_at": said_at.isoformat()} if said_at else {}))


def said_last_at(meeting: Meeting, *, by: Person) -> datetime.datetime | None:
    """Return when the person last answered, or took their answer back; None before."""
    known = meeting.attendances.filter(person=by).exclude(presence=Presence.INVITED).first()
    about = Entry.objects.filter(verb=WITHDRAWN, subject_kind=kind_of(meeting), subject_id=meeting.pk, by=by)
    taken_back = about.order_by("-pk").first()
    instants = [known.answered_at] if known is not None else []
    if taken_back is not None:
        said = taken_back.facts.get("said_at")
        instants.append(datetime.datetime.fromisoformat(said) if said else taken_back.at)
    return max((one for one in instants if one is not None), default=None)


def last_answer(meeting: Meeting, *, by: Person) -> Presence | None:
    """Return what the person last answered; None before, and once they took it back."""
    verbs = {verb: presence for presence, verb in VERBS.items()}
    about = Entry.objects.filter(subject_kind=kind_of(meeting), subject_id=meeting.pk, by=by)
    last = about.filter(verb__in=[*verbs, WITHDRAWN]).order_by("-pk").values_list("verb", flat=True).first()
    return verbs.get(last or "")


def ask_anew(meeting: Meeting, *, but: Person) -> dict[str, str]:
    """Take back « J’y vais », said for another day, from everybody `but` who moved the meeting.

    Return when each said it, by person id, for `restore_answers`. The caller holds the meeting.
    """
    rows = meeting.attendances.filter(presence=Presence.COMING, answered_at__isnull=False).exclude(person=but)
    said = {str(one.person_id): one.answered_at.isoformat() for one in rows if one.answered_at}
    rows.update(presence=Presence.INVITED, answered_at=None)
    return said


def restore_answers(meeting: Meeting, said: Mapping[str, str]) -> None:
    """Undo `ask_anew`, for those who have not answered since."""
    for one in meeting.attendances.filter(presence=Presence.INVITED, answered_at=None):
        if answered := said.get(str(one.person_id)):  # no list of ids in SQL: databases bound its length
            one.answer(Presence.COMING, datetime.datetime.fromisoformat(answered))


def is_coming(person: Person, number: int) -> bool:
    """Return whether the person answered that they come to the meeting with this id."""
    return Attendance.objects.filter(meeting=number, person=person, presence=Presence.COMING).exists()


def why_closed(meeting: Meeting, *, today: datetime.date) -> Refusal | None:
    """Return the reason for which the meeting takes no answers; None while it does."""
    others = _("There are others to come: see all the meetings.")
    if meeting.cancelled_at is not None:
        return Refusal(_("This meeting will not take place."), instead=others)
    return None if is_to_come(meeting, today=today) else Refusal(_("This meeting is over."), instead=others)


def refuse_closed(meeting: Meeting, *, today: datetime.date) -> None:
    """Raise a Refusal if the meeting takes no answers."""
    if why := why_closed(meeting, today=today):
        raise why


def is_to_come(meeting: Meeting, *, today: datetime.date) -> bool:
    return meeting.on is None or meeting.on >= today


def is_the_day(meeting: Meeting, *, today: datetime.date) -> bool:
    """Return whether its day has come. A meeting without a date takes place when its room is opened."""
    return meeting.on is None or meeting.on <= today


def what_was_said_before(meeting: Meeting, *, by: Person) -> Presence | None:
    """Return the presence recorded before the person's first answer, None if there was none."""
    about = Entry.objects.filter(verb__in=VERBS.values(), subject_kind=kind_of(meeting), subject_id=meeting.pk, by=by)
    for entry in about.order_by("-pk"):
        was = entry.facts.get("was", "")
        if was not in ANSWERS:
            return Presence(was) if was else None
    return None


def attendance_for_update(meeting: Meeting) -> Meeting:
    """Return the meeting, reloaded, with its row and its space locked until the end of the transaction."""
    return row_for_update(meeting, instead=_("There are others to come: see all the meetings."))
