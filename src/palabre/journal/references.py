"""References to a row, checked before an undo, which must not delete other people's words."""

from __future__ import annotations

from collections.abc import Collection

from django.db import models


def is_referenced(row: models.Model, *, ignoring: Collection[type[models.Model]]) -> bool:
    """Return whether any row references `row`, in any slice, except those of the models `ignoring`."""
    for relation in row._meta.related_objects:
        model = relation.related_model
        if model in ignoring or not isinstance(model, type):
            continue
        if model._base_manager.filter(**{relation.field.name: row}).exists():
            return True
    return False
