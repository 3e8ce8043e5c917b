"""Questions that groups carry now. When a question becomes others, its carryings stay and the others are shown."""

from __future__ import annotations

from collections.abc import Iterable

from palabre.groups.models import Group
from palabre.people.reader import Reader
from palabre.questions.living_questions import living_by_number
from palabre.questions.models import Question


def carried_now(groups: Iterable[Group], reader: Reader) -> dict[int, list[Question]]:
    """Return, by group id, the living questions that each group carries: one query, two if some changed.

    Each group’s own questions, those that the reader may read, are prefetched.
    """
    own = {group.pk: list(group.questions.all()) for group in groups}
    now = living_by_number((one for questions in own.values() for one in questions), reader)
    return {
        number: list(dict.fromkeys(living for one in questions for living in now[one.pk]))
        for number, questions in own.items()
    }
