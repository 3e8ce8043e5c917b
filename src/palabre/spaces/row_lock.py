"""Locking a row: every act begins so, and says so when the row is gone."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from palabre.refusal import Refusal
from palabre.spaces.models import Space


def row_for_update[Row](row: Row, *related: str, instead: str = "") -> Row:
    """Return the row, reloaded, with its space and itself locked until the end of the transaction.

    Its `related` rows are loaded with it, not locked. Raise a Refusal when it was deleted: `instead` is the next step.
    """
    model: Any = type(row)
    Space.hold(row.space_id)  # type: ignore[attr-defined]
    rows = model.objects.select_for_update(of=("self",)).filter(pk=row.pk)  # type: ignore[attr-defined]
    found: Row | None = (rows.select_related(*related) if related else rows).first()
    if found is None:
        raise removed(instead)
    return found


def removed(instead: str = "", *, kind: type[Refusal] = Refusal) -> Refusal:
    """Return the refusal of an act on a row that was deleted."""
    return kind(_("This has been removed in the meantime."), instead=instead)
