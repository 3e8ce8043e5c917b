"""Two workers that take rows at the same instant: each skips the row that the other one is taking."""

import datetime
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.utils import timezone

from palabre.journal.models import Tick
from palabre.upkeep.leases import lease

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one transaction write at a time"),
]
NAMES = ("roses", "figs")
MINUTE = datetime.timedelta(minutes=1)


def taken(now):
    try:
        return lease(Tick.objects.filter(name__in=NAMES).order_by("pk"), most=1, now=now, lasting=MINUTE)
    finally:
        connection.close()


def test_a_row_that_one_worker_is_taking_is_left_to_it():
    now = timezone.now()
    first, second = (Tick.objects.create(name=name, due_at=now).pk for name in NAMES)

    with ThreadPoolExecutor(1) as other, transaction.atomic():
        own = lease(Tick.objects.filter(name__in=NAMES).order_by("pk"), most=1, now=now, lasting=MINUTE)
        theirs = other.submit(taken, now)
        assert (own, theirs.result(timeout=60)) == ([first], [second])
