"""What leans on a row: asked before a gesture is undone, so that nobody's words go with somebody else's."""

from __future__ import annotations

from collections.abc import Collection

from django.db import models


def is_referenced(row: models.Model, *, ignoring: Collection[type[models.Model]]) -> bool:
    """Does any row point at `row`, of whatever slice, beside those of the models `ignoring`?"""
    for relation in row._meta.related_objects:
        model = relation.related_model
        if model in ignoring or not isinstance(model, type):
            continue
        if model._base_manager.filter(**{relation.field.name: row}).exists():
            return True
    return False
