"""Rows taken for a while by one worker: who dies keeps nothing, for a lease runs out by itself."""

import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import Q


def free(now: datetime.datetime) -> Q:
    """Say which rows nobody is at work on."""
    return Q(leased_until__isnull=True) | Q(leased_until__lt=now)


def lease(rows: models.QuerySet[Any], *, most: int, now: datetime.datetime, lasting: datetime.timedelta) -> list[int]:
    """Take up to `most` of `rows` that are free, in their order, and return their numbers.

    Two workers never take the same row: on PostgreSQL each skips what the other has locked, on SQLite there is
    one writer at a time (IMMEDIATE). Where nothing waits, nothing is locked either.
    """
    waiting = rows.filter(free(now))
    if not waiting.exists():
        return []
    with transaction.atomic():
        numbers = list(waiting.select_for_update(skip_locked=True).values_list("pk", flat=True)[:most])
        rows.model._default_manager.filter(pk__in=numbers).update(leased_until=now + lasting)
    return numbers
