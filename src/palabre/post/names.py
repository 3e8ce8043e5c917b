"""Where people's names stand in what is written to them, so that one that is taken away leaves no trace."""

from __future__ import annotations

from palabre.people.hooks import register_given, register_texts, register_tie
from palabre.post.models import Letter


def register() -> None:
    register_texts(Letter, "subject", "body", "refused", "calendar", "html")
    register_tie(Letter, "to", is_role=False)
    register_given(Letter)
