"""Take back what an answer to a doubt changed: columns as they were, and what was brought together."""

from __future__ import annotations

import datetime
from typing import Any

from django.apps import apps

from palabre.people.duplicates import person_merge
from palabre.people.models import Merging, Person


def restore_noted_values(undo: dict[str, Any], *, by: Person, at: datetime.datetime) -> None:
    """Put back what `undo` noted, the last change first. What somebody changed since stays hers."""
    for kind, number, before, after in reversed(undo.get("fields", [])):
        rows = apps.get_model(kind)._default_manager.filter(pk=number)
        row = rows.first()
        if row is not None and all(as_json_value(getattr(row, name)) == value for name, value in after.items()):
            rows.update(**before)
    part(undo, by=by, at=at)


def part(undo: dict[str, Any], *, by: Person, at: datetime.datetime) -> None:
    """Part what was brought together, or forget that two were said to be two."""
    together = Merging.objects.filter(pk=undo.get("merging", 0)).first()
    if together is not None:
        person_merge.unmerge(together, by=by, at=at)
    difference = Merging.objects.filter(pk=undo.get("difference", 0)).first()
    if difference is not None:
        person_merge.ask_again(difference, by=by)


def as_json_value(value: Any) -> Any:
    """Return a column's value as JSON keeps it."""
    return value.isoformat() if isinstance(value, datetime.date) else value
