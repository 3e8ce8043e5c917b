"""At most five questions for those who may settle, one at a time, most useful first. Other doubts stay underlined."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from palabre.minutes.doubts.doubt_kind import Choice
from palabre.minutes.doubts.kind_registry import family_of, order_of, question_of
from palabre.minutes.doubts.settlement import lines_now
from palabre.minutes.models import Doubt

MOST = 5


@dataclass(frozen=True, slots=True)
class Question:
    """A doubt as a question; `number` is its position among the five, 0 outside them."""

    doubt: Doubt
    number: int
    of_public_meeting: bool = False

    @property
    def sentence(self) -> str:
        return question_of(self.doubt, of_public_meeting=self.of_public_meeting)

    @property
    def quotes(self) -> list[str]:
        return family_of(self.doubt).quotes(self.doubt)

    @property
    def line(self) -> int:
        """Return the line of the page on which the words now stand; 0 when they went."""
        return (lines_now(self.doubt) or (0, 0))[0]

    @property
    def choices(self) -> list[Choice]:
        return family_of(self.doubt).choices(self.doubt)


@dataclass(frozen=True, slots=True)
class SettledDoubt:
    """A doubt that was settled or postponed, with the sentence that says so."""

    doubt: Doubt
    sentence: str


@dataclass(slots=True)
class Questions:
    """The current question (None once all are answered), their total, the last answer, the earlier ones."""

    total: int = 0
    asked: Question | None = None
    just_said: SettledDoubt | None = None
    said: list[SettledDoubt] = field(default_factory=list)
    left: int = 0  # doubts that are not asked here: they stay underlined


def questions_of(
    doubts: Sequence[Doubt], *, wanted: int = 0, settled: int = 0, of_public_meeting: bool = False
) -> Questions:
    """Return the questions on these doubts. `wanted` is the id of a doubt to ask, `settled` of the last one answered.

    The five do not change while they are answered, so that « 2 sur 5 » follows « 1 sur 5 ».
    """
    five = the_five(doubts)
    asked = [Question(doubt, number, of_public_meeting) for number, doubt in enumerate(five, 1) if is_open(doubt)]
    open_ones = [doubt for doubt in doubts if doubt.settled_at is None]
    apart = [Question(doubt, 0, of_public_meeting) for doubt in open_ones if doubt.pk == wanted]
    chosen = next((question for question in asked if question.doubt.pk == wanted), None)
    return Questions(
        total=len(five),
        asked=chosen or next(iter(apart), None) or next(iter(asked), None),
        just_said=next(
            (settled_sentence(doubt) for doubt in doubts if doubt.pk == settled and not is_open(doubt)), None
        ),
        said=[settled_sentence(doubt) for doubt in doubts if doubt.settled_at is not None],
        left=len(open_ones) - len(asked),
    )


def the_five(doubts: Sequence[Doubt]) -> list[Doubt]:
    """Return one doubt of each kind, then the second ones: spelling, day, merge, carrier, contact, then others."""
    seen: Counter[int] = Counter()
    ranked: list[tuple[int, int, int, Doubt]] = []
    for doubt in sorted(doubts, key=lambda doubt: (doubt.first_line, doubt.pk)):
        if len(family_of(doubt).choices(doubt)) > 1:
            order = order_of(doubt.kind)
            ranked.append((seen[order], order, len(ranked), doubt))
            seen[order] += 1
    return [doubt for *_rank, doubt in sorted(ranked, key=lambda row: row[:3])[:MOST]]


def is_open(doubt: Doubt) -> bool:
    return doubt.settled_at is None and doubt.put_off_at is None


def settled_sentence(doubt: Doubt) -> SettledDoubt:
    later = _("Later, then: these words stay underlined.")
    return SettledDoubt(doubt, family_of(doubt).done(doubt) if doubt.settled_at is not None else later)
