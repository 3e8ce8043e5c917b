"""Clocks strike when they are due, and keep their time over restarts."""

import datetime

import pytest

from palabre.journal import hooks
from palabre.journal.models import Tick
from palabre.journal.ticks import AFTER_A_FAULT, LEASE, tick

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
NOON = datetime.datetime(2031, 5, 6, 12, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def struck(monkeypatch):
    """The instants at which an hourly clock struck."""
    instants = []
    monkeypatch.setattr(hooks, "clocks", {"hourly": hooks.Clock(HOUR, instants.append)})
    return instants


def test_a_clock_strikes_each_time_it_is_due(struck):
    for minutes in (0, 30, 60, 90, 200):
        tick(NOON + datetime.timedelta(minutes=minutes))

    assert struck == [NOON, NOON + HOUR, NOON + datetime.timedelta(minutes=200)]


def test_a_clock_in_another_workers_hands_does_not_strike(struck):
    Tick.objects.create(name="hourly", due_at=NOON, leased_until=NOON + LEASE)

    assert tick(NOON) == 0


def test_a_clock_with_a_fault_is_tried_again_soon(struck, monkeypatch):
    def faulty(now):
        raise ZeroDivisionError

    monkeypatch.setitem(hooks.clocks, "hourly", hooks.Clock(HOUR, faulty))

    assert tick(NOON) == 0
    assert Tick.objects.get().due_at == NOON + AFTER_A_FAULT


def test_the_row_of_a_clock_that_no_slice_keeps_any_longer_is_left_alone(struck):
    Tick.objects.create(name="gone", due_at=NOON)

    assert tick(NOON) == 1
