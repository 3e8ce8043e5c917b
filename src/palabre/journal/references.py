"""References to a row, checked before an undo, which must not delete other people's words."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.db import models


def is_referenced(row: models.Model, *, ignoring: Collection[type[models.Model]]) -> bool:
    """Return whether any row references `row`, in any slice, except those of the models `ignoring`."""
    keys = keys_to(type(row), ignoring)
    return any(model._base_manager.filter(**{name: row}).exists() for model, name in keys)


def referenced(
    model: type[models.Model],
    numbers: Collection[int] | models.QuerySet[Any, Any],
    *,
    ignoring: Collection[type[models.Model]],
) -> set[int]:
    """Return which rows of the model with these ids are referenced, as `is_referenced` does: a query per relation.

    A query may give the ids: a thousand of them written in the query of each relation take far longer.
    """
    found: set[int] = set()
    for other, name in keys_to(model, ignoring):
        found.update(other._base_manager.filter(**{f"{name}__in": numbers}).values_list(name, flat=True))
    return found


def keys_to(model: type[models.Model], ignoring: Collection[type[models.Model]]) -> Iterator[tuple[Any, str]]:
    """Yield the foreign keys that lead to the model, by model and name: also those that it has no name for (“+”)."""
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel) and relation.related_model not in ignoring:
            yield relation.related_model, relation.field.name
