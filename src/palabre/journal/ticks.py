"""Periodic tasks: digests, reminders, cleaning. Slices register them in `journal.hooks`."""

import datetime
import logging
from collections.abc import Callable

from django.db import InterfaceError, OperationalError

from palabre.journal import hooks
from palabre.journal.models import Tick
from palabre.upkeep.leases import lease
from palabre.upkeep.machine_clock import SKEW, may_be_early
from palabre.web.logs.fault_place import whence

LEASE = datetime.timedelta(minutes=10)
AFTER_A_FAULT = datetime.timedelta(minutes=5)
log = logging.getLogger(__name__)


def tick(now: datetime.datetime) -> int:
    """Run what is due, and return the number of tasks run. A new clock is due at once."""
    if not hooks.clocks:
        return 0
    _wind(now)
    due = Tick.objects.filter(due_at__lte=now, name__in=list(hooks.clocks)).order_by("due_at")
    return sum(_act(Tick.objects.get(pk=number), now) for number in lease(due, most=1, now=now, lasting=LEASE))


def go_round(now: datetime.datetime) -> int:
    """Call the registered rounds, and return the number of things done."""
    return sum(_go(name, act, now) for name, act in hooks.rounds.items())


def _wind(now: datetime.datetime) -> None:
    """Create the missing clocks, and bring back those put off while the time was wrong."""
    there = {due.name: due for due in Tick.objects.all()}
    missing = hooks.clocks.keys() - there.keys()
    if missing:
        Tick.objects.bulk_create((Tick(name=name, due_at=now) for name in sorted(missing)), ignore_conflicts=True)
    for name in hooks.clocks.keys() & there.keys():
        there[name].be_no_later_than(now + hooks.clocks[name].every, leased=now + LEASE + SKEW)


def _act(due: Tick, now: datetime.datetime) -> bool:
    clock = hooks.clocks[due.name]
    if clock.lasting and may_be_early(now):
        due.next_at(now + min(clock.every, AFTER_A_FAULT))
        return False
    try:
        clock.act(now)
    except (OperationalError, InterfaceError):
        raise  # the database is unavailable: the worker waits for it
    except Exception as fault:
        log.warning("clock %s did not act: %s", due.name, whence(fault))
        due.next_at(now + min(clock.every, AFTER_A_FAULT))
        return False
    due.next_at(now + clock.every)
    return True


def _go(name: str, act: Callable[[datetime.datetime], int], now: datetime.datetime) -> int:
    try:
        return act(now)
    except (OperationalError, InterfaceError):
        raise  # as above
    except Exception as fault:
        log.warning("round of %s failed: %s", name, whence(fault))
        return 0
