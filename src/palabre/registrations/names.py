"""Where people's names stand in registrations, so that one that is taken away leaves no trace there."""

from __future__ import annotations

from typing import Any

from palabre.people.hooks import register_texts, register_tie
from palabre.registrations.models import Registration


def register_registration_names() -> None:
    register_texts(Registration, "name", "email", "email_key", "refused", space="roll__space", redo=unreachable)
    register_tie(Registration, "person", is_role=False)


def unreachable(row: Registration, values: dict[str, Any]) -> dict[str, Any]:
    """An address that held her name goes, whole: nothing is sent to what is left of it."""
    if not {"email", "email_key"} & values.keys():
        return {}
    return {"email": "", "email_key": f"removed:{row.pk}", "why": "", "due_at": None}
