"""Rate limits of visitors, each visitor's first. A refused visitor is told how long to wait.

Two concurrent requests may both pass: a limit is exceeded by the number of threads at most.
"""

from __future__ import annotations

import dataclasses
import datetime
import enum
import math
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palabre.upkeep.models import Attempt
from palabre.web.visitor_cookie import Visitor

AT_ONCE = 500  # rows of more than a day ago that one attempt deletes: whoever attempts waits for it
HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)


class LimitScope(enum.Enum):
    """Attempts that a limit counts: each visitor's, those of one network address, of one scope, or all."""

    EACH = "visitor"
    PLACE = "place"
    SCOPE = "scope"
    ALL = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Limit:
    of: LimitScope
    most: int
    within: datetime.timedelta = HOUR


@dataclasses.dataclass(frozen=True, slots=True)
class Wait:
    """An exhausted limit, and the seconds until it allows another attempt."""

    of: LimitScope
    seconds: int

    @property
    def is_hers(self) -> bool:
        return self.of is LimitScope.EACH

    @property
    def words(self) -> str:
        return _("Try again in %(while)s.") % {"while": wait_in_words(self.seconds)}


@dataclasses.dataclass(frozen=True, slots=True)
class Bound:
    """`limits` are checked in order: each visitor's first."""

    what: str
    limits: tuple[Limit, ...]

    def wait(self, by: Visitor, *, at: datetime.datetime, scope: str = "") -> Wait | None:
        """Return how long this visitor must wait; None when they need not."""
        values = {LimitScope.EACH: by.number, LimitScope.PLACE: by.place, LimitScope.SCOPE: scope, LimitScope.ALL: ""}
        for limit in self.limits:
            if limit.of is LimitScope.PLACE and not by.place:
                continue
            rows = Attempt.objects.filter(what=self.what, at__gt=at - limit.within, at__lte=at)
            if limit.of is not LimitScope.ALL:
                rows = rows.filter(**{limit.of.value: values[limit.of]})
            if wait := wait_until_fewer(rows.order_by("-at"), most=limit.most, at=at, of=limit.of, within=limit.within):
                return wait
        return None

    def count(self, by: Visitor, *, at: datetime.datetime, scope: str = "") -> None:
        """Record an attempt, and delete some of those of more than a day ago."""
        old = Attempt.objects.filter(what=self.what, at__lte=at - DAY).order_by("at").values("pk")
        Attempt.objects.filter(pk__in=old[:AT_ONCE]).delete()
        Attempt.objects.create(what=self.what, visitor=by.number, place=by.place, scope=scope, at=at)


def wait_until_fewer(
    lately: models.QuerySet[Any],
    *,
    most: int,
    at: datetime.datetime,
    of: LimitScope = LimitScope.EACH,
    within: datetime.timedelta = HOUR,
) -> Wait | None:
    """Return the wait until fewer than `most` of these rows, newest first, are in the period; None if none."""
    oldest = lately.values_list("at", flat=True)[most - 1 : most].first()
    return wait_from(oldest, at=at, within=within, of=of) if oldest is not None else None


def wait_from(
    oldest: datetime.datetime, *, at: datetime.datetime, within: datetime.timedelta, of: LimitScope = LimitScope.EACH
) -> Wait:
    """Return the wait until the oldest of as many rows as there may be is out of the period."""
    return Wait(of, math.ceil((oldest + within - at).total_seconds()))


def wait_in_words(seconds: int) -> str:
    """Return the duration in words, rounded up."""
    minutes, hours = math.ceil(seconds / 60), math.ceil(seconds / 3600)
    if minutes <= 1:
        return _("a minute")
    if minutes < 100:
        return ngettext("%(number)s minute", "%(number)s minutes", minutes) % {"number": minutes}
    return ngettext("%(number)s hour", "%(number)s hours", hours) % {"number": hours}
