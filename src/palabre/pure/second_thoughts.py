"""How long people have to say « Gardons-le entre nous » before something is public: two working days."""

from datetime import datetime, timedelta

from palabre.pure.working_hours import SATURDAY, leaves_at

DAYS = 2


def public_at(given_at: datetime) -> datetime:
    """Return when it becomes public: 48 hours later by the clock that `given_at` shows, without Saturdays and Sundays.

    What is given in the evening or at the weekend counts from the next working morning, so that nobody loses the time
    to read it.
    """
    at = leaves_at(given_at)
    left = DAYS
    while left:
        at += timedelta(days=1)
        left -= at.weekday() < SATURDAY
    return at
