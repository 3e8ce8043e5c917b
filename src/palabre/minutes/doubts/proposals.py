"""Proposals read in prose, beside what is sure: at most five at a time, each answered with a tap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from palabre.minutes.doubts.five_questions import Question, SettledDoubt, is_open, settled_sentence
from palabre.minutes.models import Doubt
from palabre.minutes.plan.plan_choices import MADE_OF_WORDS

MOST = 5


@dataclass(slots=True)
class Proposals:
    """The first proposals, in the order of the text; the number of those that follow; the answers."""

    shown: list[Question] = field(default_factory=list)
    more: int = 0
    just_said: SettledDoubt | None = None
    said: list[SettledDoubt] = field(default_factory=list)


def is_proposal(doubt: Doubt) -> bool:
    return doubt.kind in MADE_OF_WORDS


def proposals_of(doubts: Sequence[Doubt], *, wanted: int = 0, settled: int = 0) -> Proposals:
    """Return the proposals among these. `wanted` is the id of the one to show first, `settled` of the last one said."""
    some = [doubt for doubt in doubts if is_proposal(doubt)]
    waiting = [doubt for doubt in some if is_open(doubt) or (doubt.settled_at is None and doubt.pk == wanted)]
    waiting.sort(key=lambda doubt: (doubt.pk != wanted, doubt.first_line, doubt.pk))
    said = [settled_sentence(doubt) for doubt in some if doubt.settled_at is not None]
    just_said = next((doubt for doubt in some if doubt.pk == settled and not is_open(doubt)), None)
    return Proposals(
        [Question(doubt, 0) for doubt in waiting[:MOST]],
        len(waiting[MOST:]),
        settled_sentence(just_said) if just_said else None,
        said,
    )
