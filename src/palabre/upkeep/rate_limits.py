"""Bounds on what visitors may do in a while: on each before on all. Who meets one is told how long to wait.

Two requests that are counted at the same instant may both pass: a bound is exceeded by the number of threads at most.
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

MINUTE, HOUR, DAY = datetime.timedelta(minutes=1), datetime.timedelta(hours=1), datetime.timedelta(days=1)


class LimitScope(enum.Enum):
    """Whose attempts a limit counts: each visitor's, those of one place on the network, of one scope, or all."""

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
    """Which limit is spent, and how long until it no longer is."""

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
    """`limits` stand in the order in which they are looked at: what one visitor may do comes first."""

    what: str
    limits: tuple[Limit, ...]

    def wait(self, by: Visitor, *, at: datetime.datetime, scope: str = "") -> Wait | None:
        """Return how long this visitor waits; None when she may go on."""
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
        """Keep that it was done, and let go of what counts no longer."""
        Attempt.objects.filter(what=self.what, at__lte=at - DAY).delete()
        Attempt.objects.create(what=self.what, visitor=by.number, place=by.place, scope=scope, at=at)


def wait_until_fewer(
    lately: models.QuerySet[Any],
    *,
    most: int,
    at: datetime.datetime,
    of: LimitScope = LimitScope.EACH,
    within: datetime.timedelta = HOUR,
) -> Wait | None:
    """Return how long until fewer than `most` of these rows, the newest first, are of this while; None if they are."""
    oldest = lately.values_list("at", flat=True)[most - 1 : most].first()
    return Wait(of, math.ceil((oldest + within - at).total_seconds())) if oldest is not None else None


def wait_in_words(seconds: int) -> str:
    """Say a while as people do, never shorter than it is."""
    minutes, hours = math.ceil(seconds / 60), math.ceil(seconds / 3600)
    if minutes <= 1:
        return _("a minute")
    if minutes < 100:
        return ngettext("%(number)s minute", "%(number)s minutes", minutes) % {"number": minutes}
    return ngettext("%(number)s hour", "%(number)s hours", hours) % {"number": hours}
