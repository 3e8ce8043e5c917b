"""Attempts are counted, and forgotten after a day."""

import datetime

import pytest
from django.utils import timezone

from palabre.upkeep import rate_limits
from palabre.upkeep.models import Attempt
from palabre.upkeep.rate_limits import DAY, Bound, Limit, LimitScope
from palabre.web.visitor_cookie import Visitor

NOW = timezone.now()
KNOCKING = Bound("knocking", (Limit(LimitScope.EACH, 10),))


@pytest.mark.django_db
def test_an_attempt_deletes_few_of_those_of_the_day_before_and_none_of_today(monkeypatch):
    monkeypatch.setattr(rate_limits, "AT_ONCE", 3)
    ages = [DAY + datetime.timedelta(minutes=nth) for nth in range(5)] + [DAY / 2]
    Attempt.objects.bulk_create(Attempt(what="knocking", visitor="malo", at=NOW - age) for age in ages)
    counts = []

    for _attempt in range(2):
        KNOCKING.count(Visitor("malo"), at=NOW)
        counts.append(Attempt.objects.count())

    assert counts == [4, 3]
