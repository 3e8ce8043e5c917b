"""Words that an answer took out of the page: a corrected text is no reason to refuse it, nor to bring them back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from palabre.minutes.models import Doubt, Import
from palabre.minutes.plan.plan import Plan
from palabre.minutes.undo.import_undo import chain
from palabre.pure.minutes.text.withdrawal import without

WITHDRAWN = "withdraw"  # the answer
KIND = "mood"  # of the doubts that have it


@dataclass(frozen=True, slots=True)
class Withdrawn:
    words: Collection[str] = ()

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
    """Return what answers about the former texts took out of their page."""
    answered = [one for one in doubts_before(former) if one.kind == KIND and one.answer == WITHDRAWN]
    return Withdrawn(frozenset(one.words for one in answered if one.undo.get("page")))


def doubts_before(former: Import | None) -> list[Doubt]:
    """Return the doubts about this text and those that it corrected, each as it was asked last.

    Words that one correction left out, and that the next one brings back, keep the answer that they had.
    """
    asked = Doubt.objects.filter(reading__in=chain(former)).order_by("reading", "pk")
    return list({(one.kind, one.words): one for one in asked}.values())
