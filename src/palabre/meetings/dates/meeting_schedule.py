"""The plan of a meeting as plain values: stored in the journal, compared, restored."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import json
from typing import Any

from django.utils.translation import gettext as _

from palabre.journal.models import Entry, kind_of
from palabre.meetings.models import Meeting
from palabre.web import dates_in_words

TOLD = ("meeting.called", "change.told")
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


def told_before_last(meeting: Meeting) -> Planned | None:
    """Return the plan that the invitees knew before the one last announced; None if there was no other."""
    told = plans_told(meeting, most=MOST_TOLD)
    return next((one for one in told if one != told[0]), None)


def plans_told(meeting: Meeting, *, most: int) -> list[Planned]:
    """Return the plans that were announced to invitees, the last first."""
    entries = Entry.objects.filter(verb__in=TOLD, subject_kind=kind_of(meeting), subject_id=meeting.pk)
    rows = entries.filter(facts__has_key="told").order_by("-pk")[:most]
    return [Planned.read(entry.facts["told"]) for entry in rows]


def is_untold(meeting: Meeting) -> bool:
    """Return whether the plan differs from the last one announced to the invitees: an undone change does not count."""
    told = told_last(meeting)
    return told is not None and told != Planned.of(meeting)
