"""Instants that no act writes, since they lie too far ahead: a clock was wrong when they were. They are brought back.

Each slice says which of its rows wait for an instant, or count from one, and how far ahead it may lie.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils import timezone

from palabre.upkeep import machine_clock

EVERY = datetime.timedelta(minutes=1)
NOW = datetime.timedelta(0)

type Rows = Callable[[], models.QuerySet[Any]]
type Back = Callable[[datetime.datetime], datetime.datetime]


def itself(now: datetime.datetime) -> datetime.datetime:
    return now


@dataclass(frozen=True, slots=True)
class Instant:
    """A field of some rows, how far ahead of now it may lie, and what it becomes where it lies farther."""

    rows: Rows
    field: str
    farthest: datetime.timedelta
    back: Back


instants: list[Instant] = []


def register_instant(rows: Rows, field: str, *, farthest: datetime.timedelta = NOW, back: Back = itself) -> None:
    """Have `field` of these rows become `back(now)` where it lies more than `farthest` ahead of now."""
    instants.append(Instant(rows, field, farthest, back))


def set_right(now: datetime.datetime) -> None:
    """Bring back what a wrong clock wrote. Done by the clock, and not while the hour of now is in doubt itself."""
    if machine_clock.is_off(now):
        return
    for one in instants:
        rows = one.rows()
        astray = rows.filter(**{f"{one.field}__gt": as_kept(rows, one.field, now + one.farthest + machine_clock.SKEW)})
        if astray.exists():
            astray.update(**{one.field: as_kept(rows, one.field, one.back(now))})


def as_kept(rows: models.QuerySet[Any], field: str, instant: datetime.datetime) -> datetime.date:
    """Return the instant, or its day where the field holds a day."""
    is_instant = isinstance(rows.model._meta.get_field(field), models.DateTimeField)
    return instant if is_instant else timezone.localdate(instant)
