"""Bounds on the entries of somebody who only typed a name: undoing a gesture deletes its row, never its entry."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from palabre.people.models import Person
from palabre.refusal import Refusal
from palabre.upkeep.rate_limits import HOUR, wait_until_fewer

MOST_OF_ONE = 20  # the same gesture on the same thing, in an hour
MOST_IN_AN_HOUR = 200  # of all kinds


class TooManyGestures(Refusal):
    status = 429


def refuse_repetition(entries: models.QuerySet[Any], *, by: Person, at: datetime.datetime, **same: Any) -> None:
    """Raise a Refusal when a passer-by wrote too many of these entries; `same` are the columns of the next one."""
    if not by.is_passer_by:
        return
    hers = entries.filter(by=by, at__gt=at - HOUR).order_by("-at")
    if wait := wait_until_fewer(hers.filter(**same), most=MOST_OF_ONE, at=at):
        raise TooManyGestures(_("You have already done this many times."), instead=wait.words)
    if wait := wait_until_fewer(hers, most=MOST_IN_AN_HOUR, at=at):
        raise TooManyGestures(_("A great deal was done under your name just now."), instead=wait.words)
