"""Which family each kind of doubt is of, the most useful question first."""

from __future__ import annotations

from django.utils.translation import gettext as _

from palabre.minutes.doubts import (
    carrier_doubts,
    contact_doubts,
    day_doubts,
    ignored_doubts,
    merge_doubts,
    mood_doubts,
    organisation_doubts,
    presence_doubts,
    thing_doubts,
)
from palabre.minutes.doubts.doubt_kind import Family
from palabre.minutes.models import Doubt
from palabre.minutes.plan.doubt_planner import DAYS

FAMILIES: dict[str, Family] = {
    "organisation_spelling": organisation_doubts.FAMILY,
    **dict.fromkeys(DAYS, day_doubts.FAMILY),
    "merge_who": merge_doubts.FAMILY,
    "carrier": carrier_doubts.FAMILY,
    "contact": contact_doubts.FAMILY,
    "mood": mood_doubts.FAMILY,
    "speaker_not_listed": presence_doubts.FAMILY,
    "next_meeting": thing_doubts.FAMILY,
    "meeting": thing_doubts.FAMILY,
    "need": thing_doubts.FAMILY,
    "action": thing_doubts.FAMILY,
    "decision": thing_doubts.FAMILY,
    "proposal": thing_doubts.PROPOSAL,
    "output": thing_doubts.FAMILY,
    "merge": merge_doubts.PROPOSING,
}


def family_of(doubt: Doubt) -> Family:
    return FAMILIES.get(doubt.kind, ignored_doubts.FAMILY)


def question_of(doubt: Doubt, *, of_public_meeting: bool) -> str:
    """Return the question of a doubt, and what everybody will read of the answer where everybody reads the meeting."""
    question = family_of(doubt).ask(doubt)
    if of_public_meeting and family_of(doubt) is presence_doubts.FAMILY:
        return f"{question} {_('The page of the meeting, which everybody reads, will say who was there.')}"
    return question


def is_asked(doubt: Doubt, *, meeting_waits: bool) -> bool:
    """Return whether the doubt is asked now: not who was there, while what the minutes say of the meeting waits."""
    return not meeting_waits or doubt.settled_at is not None or family_of(doubt) is not presence_doubts.FAMILY


def order_of(kind: str) -> int:
    """Return how early a kind of question comes; all that ask for a day are one kind."""
    kind = DAYS[0] if kind in DAYS else kind
    return list(FAMILIES).index(kind) if kind in FAMILIES else len(FAMILIES)
