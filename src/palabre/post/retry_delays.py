"""Delays before a failed message is retried."""

import datetime

FIRST_DELAY = datetime.timedelta(minutes=1)
LONGEST_DELAY = datetime.timedelta(hours=12)


def delay_after(attempts: int) -> datetime.timedelta:
    """Return the delay after this number of failed attempts: one minute, then doubled each time."""
    return min(FIRST_DELAY * (1 << (attempts - 1)), LONGEST_DELAY)
