"""Bounds on the entries that one person adds: undoing a gesture deletes its row, never its entry.

Somebody who only typed a name has closer ones.
"""

from __future__ import annotations

import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from palabre.people.models import Person
from palabre.refusal import Refusal
from palabre.upkeep.rate_limits import DAY, HOUR, wait_from, wait_until_fewer
from palabre.web.prepared_query import prepared

MOST_OF_ONE = 20  # of a typed name: the same gesture on the same thing, in an hour
MOST_IN_AN_HOUR = 200  # of a typed name: of all kinds
MOST_IN_A_DAY = 2000  # of anybody: five walls that are closed, and far more than one types


class TooManyGestures(Refusal):
    status = 429


def refuse_repetition(entries: models.QuerySet[Any], *, by: Person, at: datetime.datetime, **same: Any) -> None:
    """Raise a Refusal when `by` wrote too many of these entries; `same` are the columns of the next one.

    One query for a member: the newest entries are those of the highest ids.
    """
    oldest = next(iter(first_of_the_last(by=by.pk, model=entries.model, most=MOST_IN_A_DAY)), None)
    wait = wait_from(oldest, at=at, within=DAY) if oldest is not None else None
    if wait is not None and wait.seconds > 0:
        raise TooManyGestures(_("A great deal was done under your name since yesterday."), instead=wait.words)
    if not by.is_passer_by:
        return
    hers = entries.filter(by=by, at__gt=at - HOUR, at__lte=at).order_by("-at")
    if wait := wait_until_fewer(hers.filter(**same), most=MOST_OF_ONE, at=at):
        raise TooManyGestures(_("You have already done this many times."), instead=wait.words)
    if wait := wait_until_fewer(hers, most=MOST_IN_AN_HOUR, at=at):
        raise TooManyGestures(_("A great deal was done under your name just now."), instead=wait.words)


@prepared(by=models.BigIntegerField())
def first_of_the_last(by: Any, model: Any, most: int) -> models.QuerySet[Any, Any]:
    """Return when the person wrote the first of their last entries, if there are so many."""
    rows = model.objects.filter(by=by).order_by("-pk").values_list("at", flat=True)
    return rows[most - 1 : most]  # type: ignore[no-any-return]
