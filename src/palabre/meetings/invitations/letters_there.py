"""Persons who already have letters about a meeting: asked once for all whom a change concerns."""

from __future__ import annotations

import dataclasses

from palabre.meetings.models import Meeting
from palabre.post.letters_set_aside import aside
from palabre.post.models import Letter


def about_any(meeting: Meeting) -> str:
    """Return how `about` begins for all the letters about this meeting."""
    return f"meeting:{meeting.pk}:"


@dataclasses.dataclass(frozen=True, slots=True)
class LettersThere:
    """Ids of persons: those to whom a letter was sent, and those who have one that was not sent, or was set aside."""

    sent: frozenset[int]
    unsent: frozenset[int]

    @classmethod
    def of(cls, meeting: Meeting) -> LettersThere:
        """Two queries."""
        rows = Letter.objects.filter(space=meeting.space_id, about__startswith=about_any(meeting), to__isnull=False)
        told = list(rows.values_list("to_id", "sent_at"))
        kept = aside(meeting.space_id, about_any(meeting)).filter(to__isnull=False).values_list("to_id", flat=True)
        unsent = {number for number, sent_at in told if number and sent_at is None}
        return cls(
            frozenset(number for number, sent_at in told if number and sent_at is not None),
            frozenset(unsent.union(number for number in kept if number)),
        )
