"""Words that an answer took out of the page: a corrected text is no reason to refuse it, nor to bring them back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from palabre.minutes.models import Import
from palabre.minutes.plan.plan import Plan
from palabre.pure.minutes.text.withdrawal import without

WITHDRAWN = "withdraw"  # the answer
KIND = "mood"  # of the doubts that have it


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """`words` were taken out. `base`: the revision of the page without them, when nothing else was written before."""

    words: Collection[str] = ()
    base: int = 1

    def text(self, text: str, plan: Plan) -> str:
        """Return the text without these words, where its plan asks about them. The number of lines is kept."""
        lines = text.split("\n")
        for found in plan.doubts:
            if found.kind == KIND and found.words in self.words:
                first, last = found.lines[0] - 1, found.lines[1]
                lines[first:last] = without("\n".join(lines[first:last]), found.words).split("\n")
        return "\n".join(lines)

    def of(self, words: str) -> str:
        """Return the words of a passage, without those taken out."""
        for one in self.words:
            words = without(words, one)
        return words


def withdrawn_from(former: Import | None) -> Withdrawn:
    """Return what answers about the former text took out of its page."""
    if former is None:
        return Withdrawn()
    answered = former.doubts.filter(kind=KIND, answer=WITHDRAWN)
    taken = sorted((doubt.undo["page"][1:], doubt.words) for doubt in answered if doubt.undo.get("page"))
    base = former.revision
    for (before, after), _words in taken:
        base = after if before == base else base
    return Withdrawn(frozenset(words for _numbers, words in taken), base)
