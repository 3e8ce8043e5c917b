"""The forums whose day was prepared, where the days to come are shown; to their hosts, until they close them."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any

from django.db.models import BigIntegerField, DateField, Exists, OuterRef, Q
from django.utils.translation import gettext, gettext_lazy

from palabre.forums.models import Host
from palabre.meetings.hooks import AnnouncedDay, register_days
from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.people.reader_queries import prepared_reading
from palabre.questions.models import Forum
from palabre.web import dates_in_words

MOST = 20
CLOSE = gettext_lazy("The day is over: close it, and its groups begin.")
REMINDED = datetime.timedelta(days=60)  # after the day, while it is not closed: its groups begin when it is


def register_announced_forums() -> None:
    register_days(announced_forums)


def announced_forums(reader: Reader, person: Person | None) -> list[AnnouncedDay]:
    """Return the forums to come that have a day, and are not closed; of a person, those that they host, or hosted."""
    day = reader.today
    if person is None:
        return [shown_day(one) for one in forums_from(reader, day=day)]
    rows = forums_hosted(reader, day=day - REMINDED, person=person.pk)
    return [dataclasses.replace(shown_day(one), still=CLOSE if one.held_on < day else "") for one in rows]


def shown_day(forum: Any) -> AnnouncedDay:
    title, on, held = forum.theme or gettext("Forum"), forum.held_on, forum.day
    when, words = dates_in_words.span(on, held.at, None), gettext_lazy("See this day")
    return AnnouncedDay(title, on, held.at, when, held.venue, forum.get_absolute_url(), words)


@prepared_reading(day=DateField())
def forums_from(rights: Any, day: Any) -> Any:
    rows = rights.may_read(Forum).filter(day__isnull=False, day__closed_at=None, held_on__gte=day)
    return rows.select_related("day").order_by("held_on", "pk")[:MOST]


@prepared_reading(day=DateField(), person=BigIntegerField())
def forums_hosted(rights: Any, day: Any, person: Any) -> Any:
    accepted = Host.objects.filter(day=OuterRef("day"), person=person, accepted_at__isnull=False)
    rows = rights.may_read(Forum).filter(day__isnull=False, day__closed_at=None, held_on__gte=day)
    return rows.filter(Q(day__by=person) | Exists(accepted)).select_related("day").order_by("held_on", "pk")[:MOST]
