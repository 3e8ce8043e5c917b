"""Questions that became others. No row moves: what a question has is shown at the living question or questions."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable
from typing import Self

from palabre.people.reader import Reader
from palabre.questions.models import Question
from palabre.questions.question_lineage import Ways, reached, ways


@dataclasses.dataclass(frozen=True, slots=True)
class Kinship:
    """The lineage edges between the questions of a space, by id, in both directions."""

    ahead: Ways
    behind: Ways

    @classmethod
    def of(cls, space: int) -> Self:
        """Load the edges of a space: one query."""
        ahead, behind = ways(space), defaultdict(list)
        for source, targets in ahead.items():
            for target in targets:
                behind[target].append(source)
        return cls(ahead, behind)

    def living(self, number: int) -> list[int]:
        """Return the living questions that this one became: itself while it lives, or if its edges form a cycle."""
        return [one for one in reached(number, self.ahead) if one not in self.ahead] or [number]

    def former(self, number: int) -> list[int]:
        """Return this question and all those that it comes from."""
        return reached(number, self.behind)


def living_ones(questions: Iterable[Question], reader: Reader) -> list[Question]:
    """Return the living questions that these became, in order, without duplicates: one query, two where some did."""
    given = list(questions)
    now = living_by_number(given, reader)
    return list(dict.fromkeys(living for one in given for living in now[one.pk]))


def living_by_number(questions: Iterable[Question], reader: Reader) -> dict[int, list[Question]]:
    """Return, by id of each of these questions, the living ones it became: most often itself.

    If the reader may not read any of them, the former question stays in their place.
    """
    known = {one.pk: one for one in questions}
    if not known:
        return {}
    kinship = Kinship.of(reader.space.pk)
    leads = {number: kinship.living(number) for number in known}
    missing = {number for numbers in leads.values() for number in numbers} - known.keys()
    there = {one.pk: one for one in reader.fetch(reader.may_read(Question).filter(pk__in=missing))} if missing else {}
    there |= known
    return {number: [there[one] for one in leads[number] if one in there] or [known[number]] for number in known}
