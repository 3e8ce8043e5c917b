"""Rows taken for a while by one worker: who dies keeps nothing, for a lease runs out by itself.

Messages of several spaces are taken in turn: a space that sends thousands holds back one of each other.
"""

import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import Q

type Rows = models.QuerySet[Any]


def free(now: datetime.datetime) -> Q:
    """Say which rows nobody is at work on."""
    return Q(leased_until__isnull=True) | Q(leased_until__lt=now)


def lease(rows: Rows, *, most: int, now: datetime.datetime, lasting: datetime.timedelta) -> list[int]:
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


class SpaceTurns:
    """Turns of the spaces at one worker. `space` is the path from a row to its space."""

    def __init__(self, space: str) -> None:
        self.space = space
        self.last: int | None = None  # the space of the last row taken

    def lease_one(self, rows: Rows, *, now: datetime.datetime, lasting: datetime.timedelta) -> list[int]:
        """Take the first free row of the space after the last one, else of the first space, as `lease` does."""
        spaces = rows.filter(free(now)).order_by().values_list(self.space, flat=True).distinct()
        waiting = sorted(spaces)
        if not waiting:
            return []
        following = [one for one in waiting if self.last is None or one > self.last]
        self.last = (following or waiting)[0]
        return lease(rows.filter(**{self.space: self.last}), most=1, now=now, lasting=lasting)
