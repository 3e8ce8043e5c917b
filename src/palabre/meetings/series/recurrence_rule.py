"""A recurrence rule in words, as people say it: « tous les quinze jours », « le premier jeudi du mois ».

Rules are those that `pure.dates` writes, in RFC 5545 without prefix. What is said here is read there again as the same
rule, in French and in English.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from django.utils import dates
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from palabre.web import dates_in_words

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WORKING, WEEKEND = (0, 1, 2, 3, 4), (5, 6)
PLACE = re.compile(r"(-?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule in parts: `places` are (nth of the month or 0, weekday from 0), `day` one of the month or 0."""

    frequency: str
    interval: int
    places: tuple[tuple[int, int], ...] = ()
    day: int = 0
    month: int = 0

    @classmethod
    def of(cls, rrule: str) -> Rule:
        parts = dict(part.partition("=")[::2] for part in rrule.split(";"))
        found = [PLACE.fullmatch(one) for one in parts.get("BYDAY", "").split(",")]
        places = tuple((int(one[1] or 0), WEEKDAYS.index(one[2])) for one in found if one)
        numbers = [whole(parts.get(name, "")) for name in ("BYMONTHDAY", "BYMONTH")]
        return cls(parts.get("FREQ", ""), whole(parts.get("INTERVAL", "")) or 1, places, *numbers)

    @property
    def weekdays(self) -> tuple[int, ...]:
        return tuple(weekday for _nth, weekday in self.places)


def rule_in_words(rrule: str, *, since: datetime.date | None = None) -> str:
    """Say a rule; one that has no simple words is called a regular meeting.

    `since` is the first of its days, which tells the day that the rule itself leaves open.
    """
    rule = Rule.of(rrule)
    match rule.frequency:
        case "DAILY":
            return ngettext("Every day", "Every %(n)s days", rule.interval) % {"n": rule.interval}
        case "WEEKLY":
            return by_week(rule, since)
        case "MONTHLY" if rule.places:
            return by_place(rule)
        case "MONTHLY":
            return by_month(rule, since)
        case "YEARLY":
            return by_year(rule, since)
    return _("A regular meeting")


def gap_in_words(rrule: str, *, since: datetime.date | None = None) -> str:
    """Say what becomes of the months without the day of the rule: the 31st, a fifth Thursday. "" where each has it."""
    rule = Rule.of(rrule)
    fifth = next((weekday for nth, weekday in rule.places if abs(nth) == 5), None)
    if fifth is not None:
        return _("No meeting in the months without a fifth %(day)s.") % {"day": name_of(fifth)}
    day = rule.day or (since.day if since and not rule.places else 0)
    if rule.frequency == "MONTHLY" and day > 28:
        return _("No meeting in the months without a %(day)s.") % {"day": ordinal(day)}
    month = rule.month or (since.month if since else 0)
    if rule.frequency == "YEARLY" and (month, day) == (2, 29):
        return _("No meeting in the years without a 29 February.")
    return ""


def by_week(rule: Rule, since: datetime.date | None) -> str:
    weekdays = rule.weekdays
    if not weekdays:
        every = _("Every fortnight") if rule.interval == 2 else every_weeks(rule.interval)
        return on(every, name_of(since.weekday())) if since else every
    if rule.interval == 1 and weekdays == WORKING:
        return _("Every weekday")
    if rule.interval == 1 and weekdays == WEEKEND:
        return _("Every weekend")
    names = dates_in_words.listed([name_of(weekday) for weekday in weekdays])
    if rule.interval == 1:
        return _("Every %(days)s") % {"days": names}
    if rule.interval == 2 and len(weekdays) == 1:
        return _("Every other %(day)s") % {"day": names}
    return on(every_weeks(rule.interval), names)


def by_place(rule: Rule) -> str:
    """« Le premier et troisième mardi du mois »"""
    names = {1: _("first"), 2: _("second"), 3: _("third"), 4: _("fourth"), 5: _("fifth"), -1: _("last")}
    nths = [names.get(nth, "") for nth, _weekday in rule.places]
    if "" in nths or len(set(rule.weekdays)) > 1 or rule.interval > 1:
        return _("A regular meeting")
    return _("The %(nths)s %(day)s of the month") % {
        "nths": dates_in_words.listed(nths),
        "day": name_of(rule.weekdays[0]),
    }


def by_month(rule: Rule, since: datetime.date | None) -> str:
    day = rule.day or (since.day if since else 0)
    if rule.interval == 1 and day:
        return _("The %(day)s of each month") % {"day": ordinal(day)}
    every = ngettext("Every month", "Every %(n)s months", rule.interval) % {"n": rule.interval}
    return on(every, ordinal(day)) if day else every


def by_year(rule: Rule, since: datetime.date | None) -> str:
    every = ngettext("Every year", "Every %(n)s years", rule.interval) % {"n": rule.interval}
    if rule.month and rule.day:
        return on(every, day_and_month(rule.day, rule.month))
    if since:
        return on(every, day_and_month(since.day, since.month))
    if rule.month:
        return _("%(every)s, in %(month)s") % {"every": every, "month": dates.MONTHS[rule.month]}
    return every


def every_weeks(number: int) -> str:
    return ngettext("Every week", "Every %(n)s weeks", number) % {"n": number}


def on(every: str, day: str) -> str:
    return _("%(every)s, on %(day)s") % {"every": every, "day": day}


def day_and_month(day: int, month: int) -> str:
    return f"{'1er' if day == 1 and is_french() else day} {dates.MONTHS[month]}"


def name_of(weekday: int) -> str:
    return str(dates.WEEKDAYS[weekday])


def ordinal(day: int) -> str:
    """« 1er », « 12 »; "1st", "12th" """
    if is_french():
        return "1er" if day == 1 else str(day)
    last = 0 if 10 < day % 100 < 14 else day % 10
    return f"{day}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(last, 'th') }"


def is_french() -> bool:
    return (get_language() or "fr") == "fr"


def whole(digits: str) -> int:
    """Return the number that a rule gives; 0 where it gives none."""
    return int(digits) if re.fullmatch(r"\d{1,3}", digits) else 0
