"""The grid of the dates of a poll: two weeks from a Monday, and the hours at which each ticked day is offered."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from palabre.meetings.polls.poll_phrases import PARTS
from palabre.web import dates_in_words
from palabre.web.templatetags.text_filters import typeset

WEEKS = 2  # on one screen
FARTHEST_WEEK = 52  # ahead
TIMES = [datetime.time(hour, minute) for hour in range(8, 22) for minute in (0, 30)]


def hours() -> list[tuple[str, object]]:
    """Return the parts of a day and its half hours, with their form values."""
    return [*PARTS.items(), *((f"{at:%H:%M}", typeset(dates_in_words.hour(at))) for at in TIMES)]


@dataclass(frozen=True, slots=True)
class OfferGrid:
    """Two weeks, from the Monday `week` weeks after that of `today`."""

    today: datetime.date
    week: int

    @property
    def monday(self) -> datetime.date:
        return self.today - datetime.timedelta(days=self.today.weekday()) + datetime.timedelta(weeks=self.week)

    @property
    def sunday(self) -> datetime.date:
        return self.monday + datetime.timedelta(days=7 * WEEKS - 1)

    @property
    def days(self) -> list[tuple[str, int]]:
        """Return the days to come, each with its number in the month."""
        return [(day.isoformat(), day.day) for day in self.all_days() if day > self.today]

    @property
    def gone(self) -> list[int]:
        """Return the numbers of the days that have gone by, today included."""
        return [day.day for day in self.all_days() if day <= self.today]

    def all_days(self) -> list[datetime.date]:
        return [self.monday + datetime.timedelta(days=number) for number in range(7 * WEEKS)]

    @property
    def weekdays(self) -> list[tuple[str, str]]:
        """Return the name of each day of a week, in two letters and whole."""
        names = [str(WEEKDAYS[number]) for number in range(7)]
        return [(name[:2], name) for name in names]

    @property
    def span(self) -> str:
        """Say which days these weeks show."""
        first, last = (dates_in_words.near(day, today=self.today) for day in (self.monday, self.sunday))
        return _("From %(first)s to %(last)s") % {"first": first, "last": last}
