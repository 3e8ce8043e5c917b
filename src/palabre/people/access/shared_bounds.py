"""Bounds that several persons share: each may fill half of one, so that one alone never keeps the others out."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q


def is_full(rows: Any, theirs: Q, *, most: int) -> bool:
    """Return whether these rows, or the person’s own among them (`theirs`), leave no room for one more. One query."""
    found = rows.aggregate(all=Count("pk"), theirs=Count("pk", filter=theirs))
    return bool(found["all"] >= most or found["theirs"] >= (most + 1) // 2)
