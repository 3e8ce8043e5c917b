"""Fields of registrations that hold people's names, for erasure."""

from __future__ import annotations

from typing import Any

from palabre.people.hooks import register_texts, register_tie
from palabre.registrations.models import Registration


def register_registration_names() -> None:
    register_texts(Registration, "name", "email", "email_key", "refused", space="roll__space", redo=unreachable)
    register_tie(Registration, "person", is_role=False)


def unreachable(row: Registration, values: dict[str, Any]) -> dict[str, Any]:
    """Empty a whole address that contained the name, so that no mail goes to the rest of it."""
    if not {"email", "email_key"} & values.keys():
        return {}
    return {"email": "", "email_key": f"removed:{row.pk}", "why": "", "due_at": None}
