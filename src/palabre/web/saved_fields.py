"""Changes of some fields of one row."""

from typing import Any

from django.db.models import Model


def save_fields(row: Model, **values: Any) -> None:
    """Set these fields of the row, and store them alone."""
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))
