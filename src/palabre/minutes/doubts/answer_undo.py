"""Undo of an answer to a doubt: restore the columns it changed, separate what it merged."""

from __future__ import annotations

import datetime
from typing import Any

from django.apps import apps

from palabre.people.duplicates import person_merge
from palabre.people.models import Merging, Person


def restore_noted_values(undo: dict[str, Any], *, by: Person, at: datetime.datetime) -> None:
    """Restore the values stored in `undo`, last change first. A value changed since is kept."""
    for kind, number, before, after in reversed(undo.get("fields", [])):
        rows = apps.get_model(kind)._default_manager.filter(pk=number)
        row = rows.first()
        if row is not None and all(as_json_value(getattr(row, name)) == value for name, value in after.items()):
            rows.update(**before)
    part(undo, by=by, at=at)


def part(undo: dict[str, Any], *, by: Person, at: datetime.datetime) -> None:
    """Undo a merging, or delete the statement that two rows are different."""
    together = Merging.objects.filter(pk=undo.get("merging", 0)).first()
    if together is not None:
        person_merge.unmerge(together, by=by, at=at)
    difference = Merging.objects.filter(pk=undo.get("difference", 0)).first()
    if difference is not None:
        person_merge.ask_again(difference, by=by)


def as_json_value(value: Any) -> Any:
    """Return a column's value in its JSON form."""
    return value.isoformat() if isinstance(value, datetime.date) else value
