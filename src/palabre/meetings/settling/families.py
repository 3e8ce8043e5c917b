"""Which family each kind of doubt is of, the most useful question first."""

from __future__ import annotations

from palabre.meetings.models.reading import Doubt
from palabre.meetings.planning_doubts import DAYS
from palabre.meetings.settling import days, leaving, merges, moods, organisations, presence, things
from palabre.meetings.settling.family import Family

FAMILIES: dict[str, Family] = {
    "organisation_spelling": organisations.FAMILY,
    **dict.fromkeys(DAYS, days.FAMILY),
    "speaker_not_listed": presence.FAMILY,
    "merge_who": merges.FAMILY,
    "mood": moods.FAMILY,
    "next_meeting": things.FAMILY,
    "meeting": things.FAMILY,
    "need": things.FAMILY,
    "action": things.FAMILY,
    "decision": things.FAMILY,
    "proposal": things.PROPOSAL,
    "merge": merges.PROPOSING,
}


def family_of(doubt: Doubt) -> Family:
    return FAMILIES.get(doubt.kind, leaving.FAMILY)


def order_of(kind: str) -> int:
    """Return how early a kind of question comes; all that ask for a day are one kind."""
    kind = DAYS[0] if kind in DAYS else kind
    return list(FAMILIES).index(kind) if kind in FAMILIES else len(FAMILIES)
