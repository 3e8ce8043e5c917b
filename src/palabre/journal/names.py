"""Places of people's names in the journal, so that a removed name leaves no trace there."""

from __future__ import annotations

from palabre.journal.models import Delivery, Digest, Entry
from palabre.people.hooks import register_texts, register_tie
from palabre.spaces.models import Space


def register_journal_names() -> None:
    of_space = ("name", "sentence", "supporters", "partners", "need_kinds", "needs_rule")
    register_texts(Space, *of_space, space="pk", is_listed=True)
    register_texts(Entry, "facts")
    register_tie(Delivery, "person", is_role=False)
    register_tie(Digest, "person", is_role=False)
