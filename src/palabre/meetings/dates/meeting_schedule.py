"""The plan of a meeting as plain values: stored in the journal, compared, restored."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import json
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from palabre.journal.models import Entry, kind_of
from palabre.meetings.attendance.comers import COMES, MOVED, comers_to_tell
from palabre.meetings.models import Meeting
from palabre.people.models import Person
from palabre.web import dates_in_words

TOLD = ("meeting.called", "change.told")
ANNOUNCED = Q(verb__in=TOLD, facts__has_key="told")
MOST_TOLD = 50  # announcements that are looked back at


@dataclasses.dataclass(frozen=True, slots=True)
class Planned:
    """Date, time, duration (`lasts`, in minutes) and place of a meeting; `is_off` once cancelled."""

    on: datetime.date | None = None
    at: datetime.time | None = None
    lasts: int | None = None
    place: str = ""
    video_url: str = ""
    is_off: bool = False

    @classmethod
    def of(cls, meeting: Meeting) -> Planned:
        off = meeting.cancelled_at is not None
        return cls(meeting.on, meeting.at, meeting.lasts, meeting.place, meeting.video_url, off)

    @classmethod
    def read(cls, facts: dict[str, Any]) -> Planned:
        """Read the output of `facts`."""
        on, at = facts.get("on"), facts.get("at")
        return cls(
            datetime.date.fromisoformat(on) if on else None,
            datetime.time.fromisoformat(at) if at else None,
            facts.get("lasts"),
            str(facts.get("place", "")),
            str(facts.get("video_url", "")),
            bool(facts.get("is_off")),
        )

    def facts(self) -> dict[str, Any]:
        """Return JSON values, for the journal."""
        on, at = self.on.isoformat() if self.on else "", self.at.isoformat() if self.at else ""
        return dataclasses.asdict(self) | {"on": on, "at": at}

    def is_another_time(self, was: Planned) -> bool:
        """Return whether it takes place on another day, or at another hour, than the plan before it."""
        return was.on is not None and (self.on, self.at) != (was.on, was.at)

    def mark(self) -> str:
        """Return a short hash of the plan, kept in forms to detect concurrent changes."""
        return hashlib.blake2b(json.dumps(self.facts()).encode(), digest_size=9).hexdigest()

    def when(self) -> str:
        """Return « mardi 13 octobre 2026, 14 h »."""
        if self.on is None:
            return _("no day yet")
        return (
            f"{dates_in_words.in_full(self.on)}, {dates_in_words.hour(self.at)}"
            if self.at
            else dates_in_words.in_full(self.on)
        )

    def in_words(self) -> str:
        """Return « mardi 13 octobre 2026, 14 h, Mairie de Brennes »."""
        if self.is_off:
            return _("it will not take place")
        return ", ".join(filter(None, [self.when(), self.place, self.video_url]))


def told_last(meeting: Meeting) -> Planned | None:
    """Return the plan last announced to the invitees; None if none was."""
    return next(iter(plans_told(meeting, most=1)), None)


def known_before(meeting: Meeting, *, to: Person, has_left: bool, last: Planned | None = None) -> Planned | None:
    """Return the plan that this person knew before the one last announced, or being announced now (`last`).

    None if there was no other. Who was sent nothing yet (not `has_left`) knows the one for which they said that they
    come.
    """
    if not has_left and (given_up := plan_given_up(meeting, to=to)) is not None:
        return given_up
    told = plans_told(meeting, most=MOST_TOLD, to=to)
    last = last or next(iter(told), None)
    return next((one for one in told if one != last), None)


def plan_given_up(meeting: Meeting, *, to: Person) -> Planned | None:
    """Return the plan for which this person said last that they come, if a move took that back; else None."""
    moves = Entry.objects.filter(verb=MOVED, subject_kind=kind_of(meeting), subject_id=meeting.pk)
    last = moves.filter(facts__said__has_key=str(to.pk)).order_by("-pk").first()
    was = Planned.read(last.facts["was"]) if last is not None else None
    return was if was != Planned.of(meeting) else None


def plans_told(meeting: Meeting, *, most: int, to: Person | None = None) -> list[Planned]:
    """Return the plans that were announced to invitees, the last first; and those to which `to` had said yes."""
    known = ANNOUNCED
    if to is not None:
        known |= Q(verb=MOVED, facts__said__has_key=str(to.pk))
    rows = Entry.objects.filter(known, subject_kind=kind_of(meeting), subject_id=meeting.pk).order_by("-pk")[:most]
    return [Planned.read(entry.facts["was" if entry.verb == MOVED else "told"]) for entry in rows]


def is_untold(meeting: Meeting, *, but: Person | None = None) -> bool:
    """Return whether invitees, or people who had said that they come, do not know the plan as it is now.

    `but` is not one of them: the reader of the screen that says so, who reads the plan there.
    """
    moves = Q(verb=MOVED, facts__has_key="said") & ~Q(facts__said={})
    rows = Entry.objects.filter(ANNOUNCED | moves, subject_kind=kind_of(meeting), subject_id=meeting.pk)
    entries = list(rows.order_by("-pk")[:MOST_TOLD])
    told = next((Planned.read(entry.facts["told"]) for entry in entries if entry.verb != MOVED), None)
    is_plan_new = told is not None and (told != Planned.of(meeting) or is_told_to_some(meeting))
    if is_plan_new and invited_but(meeting, but):
        return True
    is_off = meeting.cancelled_at is not None and meeting.attendances.filter(COMES).exists()
    return (is_off or any(entry.verb == MOVED for entry in entries)) and comers_to_tell(meeting, but=but).exists()


def invited_but(meeting: Meeting, but: Person | None) -> bool:
    return but is None or meeting.invitations.exclude(person=but).exists()


def is_plan_untold(meeting: Meeting) -> bool:
    """Return whether the plan differs from the last one announced to the invitees: an undone change does not count.

    It does where the announcement was cut short.
    """
    told = told_last(meeting)
    return told is not None and (told != Planned.of(meeting) or is_told_to_some(meeting))


def is_told_to_some(meeting: Meeting) -> bool:
    """Return whether an announcement of another plan was cut short: some invitees alone were told of it."""
    if meeting.cancelled_at is not None:
        return False
    rows = meeting.invitations.filter(person__erased_at=None).values_list("sequence", "cancelled_at")
    return len({(sequence, off is None) for sequence, off in rows}) > 1
