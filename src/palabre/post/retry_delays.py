"""How long to wait before a message that did not leave is tried again."""

import datetime

FIRST_DELAY = datetime.timedelta(minutes=1)
LONGEST_DELAY = datetime.timedelta(hours=12)


def delay_after(attempts: int) -> datetime.timedelta:
    """Return how long to wait after so many failed attempts: one minute, then twice as long each time."""
    return min(FIRST_DELAY * (1 << (attempts - 1)), LONGEST_DELAY)
