"""The reading list of a group: whoever joined changes it, with a trace, and undoes it."""

from __future__ import annotations

from django.db import transaction

from palabre.groups.group_access import group_for_update, let_write
from palabre.groups.models import Group
from palabre.groups.typed_values import checked_markdown
from palabre.journal.models import Entry
from palabre.journal.word_changes import change_words, settle_words, undo_change
from palabre.people.erasures.refused_names import keep_out
from palabre.people.models import Person

CHANGED = "reading.changed"


def change_reading(group: Group, typed: str, *, by: Person, shown: str | None = None) -> Entry | None:
    """Keep these lines. Return what undoes it; None if nothing changed. `shown`: which ones its form showed.

    Raise a Refusal when they are too long, or where somebody else wrote others since.
    """
    lines = checked_markdown(typed)
    with transaction.atomic():
        now = group_for_update(group)
        let_write(by, now)
        keep_out(now.space, lines)
        kept = settle_words(now, CHANGED, {"to_read": lines}, ["to_read"], by=by, shown=shown)
        return change_words(now, CHANGED, by=by, **kept)


def undo_reading(group: Group, number: int, *, by: Person) -> None:
    """Bring back the lines that the entry of this id replaced. Idempotent."""
    with transaction.atomic():
        now = group_for_update(group)
        let_write(by, now)
        undo_change(now, CHANGED, number, by=by)
