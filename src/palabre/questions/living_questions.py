"""Questions that became others. Nothing moves: what a question has is read at the living one, or ones."""

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
    """How the questions of a space lead to one another, by their numbers."""

    ahead: Ways
    behind: Ways

    @classmethod
    def of(cls, space: int) -> Self:
        """One query."""
        ahead, behind = ways(space), defaultdict(list)
        for source, targets in ahead.items():
            for target in targets:
                behind[target].append(source)
        return cls(ahead, behind)

    def living(self, number: int) -> list[int]:
        """Return the living questions that this one became: itself while it lives. A circle leads nowhere."""
        return [one for one in reached(number, self.ahead) if one not in self.ahead] or [number]

    def former(self, number: int) -> list[int]:
        """Return this question and all those that it comes from."""
        return reached(number, self.behind)


def living_ones(questions: Iterable[Question], reader: Reader) -> list[Question]:
    """Return, in their order and once each, the living questions that these became: one query, two where some did."""
    given = list(questions)
    now = living_by_number(given, reader)
    return list(dict.fromkeys(living for one in given for living in now[one.pk]))


def living_by_number(questions: Iterable[Question], reader: Reader) -> dict[int, list[Question]]:
    """Return, by the number of each of these questions, the living ones that it became: itself most often.

    One that she may not read leaves the former one in its place.
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
