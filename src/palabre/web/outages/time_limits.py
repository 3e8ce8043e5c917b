"""The ends of a request that takes too long: raised by serving/processor_bound.py, before or in a query.

What takes long after the last query looks at the bound itself (`end_if_spent`), where no lock is held.
"""

from __future__ import annotations

import threading
import time


class OutOfTime(BaseException):
    """The request spent all its processor time. Not an Exception: no `except Exception` lets it go on."""


class HeldTooLong(OutOfTime):
    """By the clock only, which counts what others spend too: no fault of who asked."""


class Bound(threading.local):
    """The instant of the processor's clock from which the request of this thread is out of time; None without one.

    `holding`: the seconds of it that one transaction may spend.
    """

    until: float | None = None
    holding: float = 0.0


bound = Bound()


def end_if_spent() -> None:
    """Raise OutOfTime where the request of this thread has spent all its processor time."""
    if bound.until is not None and time.thread_time() > bound.until:
        bound.until = None
        raise OutOfTime
