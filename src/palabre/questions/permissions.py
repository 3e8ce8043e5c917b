"""Permissions on questions. No query."""

from __future__ import annotations

from typing import TYPE_CHECKING

from palabre.people.permissions import can_contribute

if TYPE_CHECKING:
    from palabre.people.models import Person
    from palabre.questions.models import Question


def can_look_after(person: Person | None, question: Question, *, asked: bool, carries: bool, is_carried: bool) -> bool:
    """Return whether the person is the asker, a carrier or a steward; or a member, if nobody carries the question.

    Such a change is logged and can be undone.
    """
    if person is None or person.space_id != question.space_id:
        return False
    return asked or carries or person.is_steward or (not is_carried and can_contribute(person))
