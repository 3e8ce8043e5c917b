"""Sending time of messages: in working hours, Monday to Friday, 8 h to 19 h; never at night nor at the weekend."""

from datetime import datetime, time, timedelta

OPENS, CLOSES = time(8), time(19)
SATURDAY = 5


def is_working(at: datetime) -> bool:
    """Return whether the local time `at` is within working hours."""
    return at.weekday() < SATURDAY and OPENS <= at.time() < CLOSES


def leaves_at(at: datetime) -> datetime:
    """Return `at` itself within working hours, else the next working morning, at 8 h on the same clock."""
    if is_working(at):
        return at
    day = at.date() if at.time() < OPENS else at.date() + timedelta(days=1)
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return datetime.combine(day, OPENS, tzinfo=at.tzinfo)


def next_morning(at: datetime) -> datetime:
    """Return the next working morning, at 8 h on the clock of `at`: never within the working hours of that day."""
    return leaves_at(datetime.combine(at.date(), CLOSES, tzinfo=at.tzinfo) if is_working(at) else at)
