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


def referenced(
    model: type[models.Model], numbers: Collection[int], *, ignoring: Collection[type[models.Model]]
) -> set[int]:
    """Return which rows of the model with these ids are referenced, as `is_referenced` does: a query per relation."""
    found: set[int] = set()
    for relation in model._meta.related_objects:
        other, name = relation.related_model, relation.field.name
        if other in ignoring or not isinstance(other, type):
            continue
        found.update(other._base_manager.filter(**{f"{name}__in": numbers}).values_list(name, flat=True))
    return found
