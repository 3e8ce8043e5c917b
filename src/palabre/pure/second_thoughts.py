"""Delay of two working days before something becomes public, so that people can keep it private.

The gesture is « Gardons-le entre nous ».
"""

from datetime import datetime, timedelta

from palabre.pure.working_hours import SATURDAY, leaves_at

DAYS = 2


def public_at(given_at: datetime) -> datetime:
    """Return the time of publication: 48 hours later on the clock of `given_at`, without Saturdays and Sundays.

    After working hours, the delay starts on the next working morning, so that everybody has two days to object.
    """
    at = leaves_at(given_at)
    left = DAYS
    while left:
        at += timedelta(days=1)
        left -= at.weekday() < SATURDAY
    return at
