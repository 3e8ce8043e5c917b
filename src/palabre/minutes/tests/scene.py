"""What the tests of importing stand on: the invented twin of the founding minutes, and what a space holds."""

from __future__ import annotations

import datetime
from pathlib import Path

from django.apps import apps

from palabre.minutes.imports.minutes_import import import_minutes
from palabre.minutes.models import Import
from palabre.people.models import Person

TWIN = (Path(__file__).parents[2] / "pure/minutes/tests/twin.md").read_text()
A_DAY = datetime.date(2026, 11, 24)
TRACES = {
    "journal.entry",
    "minutes.import",
    "minutes.doubt",
    "minutes.imported",
    "people.audience",
    "people.merging",
    "people.seat",
}


def brought(by: Person, text: str = TWIN) -> Import:
    return import_minutes(by.space, text, by=by, on=A_DAY)


def held() -> dict[str, list[str]]:
    """Everything that our tables hold but traces, by kind: what stands, not under which number."""
    found = {}
    for model in apps.get_models():
        if model.__module__.startswith("palabre.") and model._meta.label_lower not in TRACES:
            rows = sorted(str(sorted(described(row).items())) for row in model._default_manager.all())
            found[model._meta.label_lower] = rows
    return {kind: rows for kind, rows in found.items() if rows}


def described(row: object) -> dict[str, str]:
    """A row's own columns, without numbers and instants."""
    fields = row._meta.concrete_fields  # type: ignore[attr-defined]
    kept = [field for field in fields if not field.is_relation and not field.primary_key]
    values = {field.name: field.value_from_object(row) for field in kept}
    passing = {name for name in values if name.endswith(("_at", "_id")) or name in ("at", "version")}
    return {name: str(value) for name, value in values.items() if name not in passing}
