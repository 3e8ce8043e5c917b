"""Places of people's names in letters, so that a removed name leaves no trace there."""

from __future__ import annotations

from typing import Any

from palabre.people.hooks import register_given, register_texts, register_tie
from palabre.post.models import Letter


def register_letter_names() -> None:
    register_texts(Letter, "subject", "body", "refused", "calendar", "html", "to_email", redo=unreachable)
    register_tie(Letter, "to", is_role=False)
    register_given(Letter)


def unreachable(row: Letter, values: dict[str, Any]) -> dict[str, Any]:
    """Delete a whole address that held the name, and cancel its letter."""
    return {"to_email": "", "approved_at": None, "due_at": None} if "to_email" in values else {}
