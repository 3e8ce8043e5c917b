"""Dates in words, French or English. The current day is an argument."""

import datetime
from collections.abc import Sequence

from django.utils import dates
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

SHORT_FRENCH = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")


NEAR = 180  # days: within that, the year is obvious


def in_full(day: datetime.date) -> str:
    """Return « mardi 13 octobre 2026 »."""
    return f"{dates.WEEKDAYS[day.weekday()]} {_number(day)} {dates.MONTHS[day.month]} {day.year}"


def near(day: datetime.date, *, today: datetime.date) -> str:
    """Return « mardi 13 octobre », with the year when it is far."""
    return in_full(day).removesuffix(f" {day.year}") if abs((day - today).days) <= NEAR else in_full(day)


def plain_day(day: datetime.date, *, today: datetime.date) -> str:
    """Return « 10 octobre », with the year when it is far, for use within a sentence."""
    return near(day, today=today).partition(" ")[2]


def in_short(day: datetime.date, *, today: datetime.date) -> str:
    """Return « 13 oct. », and « 13 oct. 2025 » when the year is not the current one."""
    month = SHORT_FRENCH[day.month - 1] if _is_french() else str(dates.MONTHS_3[day.month]).capitalize()
    return f"{_number(day)} {month}" + (f" {day.year}" if day.year != today.year else "")


def hour(at: datetime.time) -> str:
    """Return « 14 h », « 14 h 30 »."""
    if not _is_french():
        return f"{at:%H:%M}"
    return f"{at.hour} h {at:%M}" if at.minute else f"{at.hour} h"


def span(day: datetime.date | None, at: datetime.time | None, until: datetime.time | None) -> str:
    """Return « samedi 12 décembre 2026, de 14 h à 17 h », as far as it is known; "" without a day."""
    if day is None:
        return ""
    if at is None:
        return in_full(day)
    if until is None:
        return _("%(day)s, at %(hour)s") % {"day": in_full(day), "hour": hour(at)}
    return _("%(day)s, from %(from)s to %(to)s") % {"day": in_full(day), "from": hour(at), "to": hour(until)}


def distance(day: datetime.date, *, today: datetime.date) -> str:
    """Return the time from `today` to `day`: « hier », « dans 14 jours », « il y a 3 mois »."""
    gap = (day - today).days
    near = {0: _("today"), 1: _("tomorrow"), -1: _("yesterday")}
    if gap in near:
        return near[gap]
    count = abs(gap)
    if count >= 60:
        return _months(gap, count // 30)
    if gap > 0:
        return ngettext("in %(count)d day", "in %(count)d days", count) % {"count": count}
    return ngettext("%(count)d day ago", "%(count)d days ago", count) % {"count": count}


def listed(names: Sequence[str]) -> str:
    """Return « Inès, Marie-Jo et Hugo »."""
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def _months(gap: int, count: int) -> str:
    if count >= 24:
        years = count // 12
        if gap > 0:
            return ngettext("in %(count)d year", "in %(count)d years", years) % {"count": years}
        return ngettext("%(count)d year ago", "%(count)d years ago", years) % {"count": years}
    if gap > 0:
        return ngettext("in %(count)d month", "in %(count)d months", count) % {"count": count}
    return ngettext("%(count)d month ago", "%(count)d months ago", count) % {"count": count}


def _number(day: datetime.date) -> str:
    return "1er" if day.day == 1 and _is_french() else str(day.day)


def _is_french() -> bool:
    return (get_language() or "fr") == "fr"
