"""Who may do what with a question. Asks nothing of the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from palabre.people.permissions import can_contribute

if TYPE_CHECKING:
    from palabre.people.models import Person
    from palabre.questions.models import Question


def can_look_after(person: Person | None, question: Question, *, asked: bool, carries: bool, is_carried: bool) -> bool:
    """Who asked it, who carries it, who looks after the whole; where nobody carries it, whoever joined.

    It leaves a trace, and is undone.
    """
    if person is None or person.space_id != question.space_id:
        return False
    return asked or carries or person.is_steward or (not is_carried and can_contribute(person))
