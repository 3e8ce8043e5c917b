"""Fields of registrations that hold people's names, for erasure."""

from __future__ import annotations

import re
from typing import Any

from palabre.people.hooks import register_texts, register_tie
from palabre.pure.french.spellings import INSTEAD
from palabre.registrations.models import Registration
from palabre.registrations.registration_removal import forget_deleted

WORDS = re.compile(r"\w+")


def register_registration_names() -> None:
    register_texts(Registration, "name", "email", "email_key", space="roll__space", of="pk", redo=unreachable)
    register_tie(Registration, "person", is_role=False, gone=forget_deleted)


def unreachable(row: Registration, values: dict[str, Any]) -> dict[str, Any]:
    """Empty a whole address that contained the name, so that no mail goes to the rest of it.

    A registration whose name shares one word with the removed one, and has others, is somebody else's: it stays.
    """
    if is_another_name(row.name, values.get("name", row.name)):
        return {name: getattr(row, name) for name in values}
    if not {"email", "email_key"} & values.keys():
        return {}
    return {"email": "", "email_key": f"removed:{row.pk}", "why": ""}


def is_another_name(name: str, cleaned: str) -> bool:
    """Return whether one word of this name was removed, a first name or a surname, and words are left of it."""
    left = full_words(cleaned.casefold().replace(INSTEAD, " "))
    return bool(left) and len(full_words(name.casefold())) - len(left) == 1


def full_words(name: str) -> list[str]:
    """Return the words of a name, without initials."""
    return [word for word in WORDS.findall(name) if len(word) > 1]
