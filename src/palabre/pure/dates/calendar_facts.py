"""Facts of the calendar: months and weeks, the nth Thursday, Easter, the plausible year of a day.

The rule for a day and a month without a year: minutes mostly announce, yet recall the recent past. The day
just past is meant when it lies at most RECALLED days back; else the next one. Between LIKELY and DOUBTFUL
days back, both years are plausible and the answer says that it is ambiguous.
"""

from datetime import date, timedelta

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LIKELY, RECALLED, DOUBTFUL = 45, 62, 120


def calendar_day(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_end(day: date) -> date:
    """The last day of its month."""
    return add_months(day.replace(day=1), 1) - timedelta(days=1)


def add_months(day: date, months: int) -> date:
    """The same day some months later (or earlier), the last of the month where there is none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for number in range(day.day, 27, -1):
        found = calendar_day(year, month + 1, number)
        if found:
            return found
    return date(year, month + 1, min(day.day, 28))


def next_weekday(weekday: int, after: date) -> date:
    """The first such weekday (0 = Monday) strictly after a day."""
    return after + timedelta(days=(weekday - after.weekday() - 1) % 7 + 1)


def last_weekday(weekday: int, before: date) -> date:
    """The last such weekday strictly before a day."""
    return before - timedelta(days=(before.weekday() - weekday - 1) % 7 + 1)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date | None:
    """The nth such weekday of a month; -1 is the last one."""
    first = date(year, month, 1)
    if nth < 0:
        return last_weekday(weekday, month_end(first) + timedelta(days=1))
    found = next_weekday(weekday, first - timedelta(days=1)) + timedelta(weeks=nth - 1)
    return found if found.month == month else None


def monday_of(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (the anonymous algorithm published in Nature, 1876)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def next_yearly(month: int, day: int, on: date) -> date | None:
    """The first such day of the year, `on` included."""
    years = range(on.year, min(on.year + 9, 9999))
    return next((found for year in years if (found := calendar_day(year, month, day)) and found >= on), None)


def last_yearly(month: int, day: int, on: date) -> date | None:
    """The last such day of the year, `on` included."""
    years = range(on.year, max(on.year - 9, 1), -1)
    return next((found for year in years if (found := calendar_day(year, month, day)) and found <= on), None)


def plausible_day(
    month: int, day: int, *, on: date, towards: str = "", weekday: int | None = None
) -> tuple[date, bool] | None:
    """The day meant without a year, and whether that is ambiguous; None where no year has such a day.

    `towards` is "past" or "future" where the words around say so. A weekday settles the year when only one
    of the two nearest days agrees with it, within half a year.
    """
    ahead, back = next_yearly(month, day, on), last_yearly(month, day, on)
    if ahead is None or back is None:
        return None if ahead is back else ((ahead or back or on), False)
    if towards:
        chosen = back if towards == "past" else ahead
        return chosen, weekday is not None and chosen.weekday() != weekday
    since = (on - back).days
    chosen, other = (back, ahead) if since <= RECALLED else (ahead, back)
    if weekday is None:
        return chosen, LIKELY < since <= DOUBTFUL
    if chosen.weekday() != weekday == other.weekday() and abs((other - on).days) <= 183:
        chosen = other
    return chosen, chosen.weekday() != weekday


def plausible_day_number(
    day: int, *, on: date, towards: str = "", weekday: int | None = None
) -> tuple[date, bool] | None:
    """The day meant by a number alone (« pour le 26 », « jeudi 15 »), and whether that is ambiguous.

    The next such day, `on` included, unless its weekday is named and only the last or the following one agrees.
    """
    months = [add_months(on.replace(day=1), shift) for shift in range(-2, 4)]
    days = [found for first in months if (found := calendar_day(first.year, first.month, day))]
    ahead, back = [d for d in days if d >= on], [d for d in reversed(days) if d <= on]
    if not ahead or not back:
        return None
    chosen = back[0] if towards == "past" else ahead[0]
    if weekday is None:
        return chosen, not towards
    near = [chosen, back[0], *ahead[1:2]]
    return next(((found, False) for found in near if found.weekday() == weekday), (chosen, True))
