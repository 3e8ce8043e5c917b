"""What groups carry now: a question that became others is told by those. No carrying moves."""

from __future__ import annotations

from collections.abc import Iterable

from palabre.groups.models import Group
from palabre.people.reader import Reader
from palabre.questions.living_questions import living_by_number
from palabre.questions.models import Question


def carried_now(groups: Iterable[Group], reader: Reader) -> dict[int, list[Question]]:
    """Return, by the number of each group, the living questions that it carries: one query, two where some changed.

    The questions that each carries by itself, those she may read, are at hand.
    """
    own = {group.pk: list(group.questions.all()) for group in groups}
    now = living_by_number((one for questions in own.values() for one in questions), reader)
    return {
        number: list(dict.fromkeys(living for one in questions for living in now[one.pk]))
        for number, questions in own.items()
    }
