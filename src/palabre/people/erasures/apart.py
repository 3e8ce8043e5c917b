"""Removals done one after another, each apart: a fault in one stops nobody else's, and is logged without a name."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable

from django.db import InterfaceError, OperationalError

log = logging.getLogger(__name__)


def each_apart[One](act: Callable[[One], object], ones: Iterable[tuple[int, One]], *, called: str) -> bool:
    """Do `act` for each of `ones`, given with its id; return whether all were done.

    A failed one is logged by `called` and its id, and is due again: the clock asks every few minutes.
    """
    is_done = True
    for number, one in ones:
        try:
            act(one)
        except (OperationalError, InterfaceError):
            raise  # the database is away: the worker waits for it
        except Exception:
            log.exception("%s %s was not finished", called, number)
            is_done = False
    return is_done
