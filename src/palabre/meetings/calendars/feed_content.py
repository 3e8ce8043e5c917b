"""What a calendar reads at a secret address: what its person may read there now, from a season ago to a year ahead."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from palabre.groups.lineage.group_family import together
from palabre.groups.models import Group
from palabre.journal.models import kind_of
from palabre.meetings.calendars.calendar_entry import Entry, calendar_of, entry_of_day, event_of, of_meeting
from palabre.meetings.models import Attendance, CalendarFeed, Invitation, Meeting, Presence, Series
from palabre.meetings.series.occurrences import occurrences
from palabre.people.models import Person
from palabre.people.permissions import can_enter
from palabre.people.reader import Reader
from palabre.spaces.models import Space

PAST, AHEAD = datetime.timedelta(days=92), datetime.timedelta(days=400)
A_SEASON = datetime.timedelta(days=184)  # how far the days of a rhythm are told, that no meeting was made of yet
MOST = 500  # entries
GOES = (Presence.COMING, Presence.PRESENT, Presence.INVITED)
DOES_NOT = (Presence.EXCUSED, Presence.NEWS, Presence.FINE)


@dataclasses.dataclass(frozen=True, slots=True)
class Followed:
    """What is followed: its name, and the meetings and rhythms in which it is looked for."""

    name: str
    meetings: Any
    series: Any


def icalendar_text(feed: CalendarFeed, *, at: datetime.datetime, today: datetime.date, origin: str) -> str | None:
    """Return the iCalendar text that this address tells today; None when it opens nothing any longer.

    `at` is the instant that its entries bear: the same all day, so that a text which did not change is the same.
    """
    followed = what(feed, Reader(feed.space, feed.person, today)) if may_follow(feed) else None
    if followed is None:
        return None
    entries = [*of_meetings(followed, feed.space, today=today, origin=origin), *of_days(followed, today=today)][:MOST]
    return calendar_of([event_of(entry, at=at) for entry in entries], name=followed.name)


def may_follow(feed: CalendarFeed) -> bool:
    """Is she still of this space? What she may read of it is asked apart."""
    person = feed.person
    is_here = person.is_member and person.erased_at is None and can_enter(person, feed.space)
    return is_here and (person.account is None or person.account.is_active)


def what(feed: CalendarFeed, reader: Reader) -> Followed | None:
    """Return what it follows; None where she may no longer read it."""
    meetings, series = reader.may_read(Meeting), reader.may_read(Series)
    if feed.thing_kind == kind_of(feed.space) and feed.thing_id == feed.space_id:
        return Followed(feed.space.name, meetings, series)
    if feed.thing_kind == kind_of(feed.person) and feed.thing_id == feed.person_id:
        name = _("My meetings, %(space)s") % {"space": feed.space.name}
        return Followed(name, meetings.filter(meetings_of_person(feed.person)), series.none())
    group = group_of(feed, reader)
    if group is None:
        return None
    own = together(group.pk)
    return Followed(group.title, meetings.filter(own), series.filter(own))


def group_of(feed: CalendarFeed, reader: Reader) -> Group | None:
    """Return the group that is followed; once it was merged, the one in which it lives, if she reads it."""
    if feed.thing_kind != Group._meta.label_lower:
        return None
    groups = reader.may_read(Group)
    found: Group | None = groups.filter(pk=feed.thing_id).first()
    for _step in range(20):
        if found is None or found.lives_in_id is None:
            break
        found = groups.filter(pk=found.lives_in_id).first()
    return found


def meetings_of_person(person: Person) -> Q:
    """Where she said that she comes, and where she was called and did not say no."""
    said = Attendance.objects.filter(person=person)
    called = Q(pk__in=Invitation.objects.filter(person=person).values("meeting"))
    goes = Q(pk__in=said.filter(presence__in=GOES).values("meeting"))
    return goes | (called & ~Q(pk__in=said.filter(presence__in=DOES_NOT).values("meeting")))


def of_meetings(followed: Followed, space: Space, *, today: datetime.date, origin: str) -> Iterator[Entry]:
    rows = followed.meetings.filter(on__range=(today - PAST, today + AHEAD)).order_by("on", "at", "pk")
    for meeting in rows.prefetch_related("aims", "agenda")[:MOST]:
        meeting.space = space
        yield of_meeting(meeting, origin=origin)


def of_days(followed: Followed, *, today: datetime.date) -> Iterator[Entry]:
    """Yield the days of kept rhythms that no meeting was made of yet."""
    kept = followed.series.filter(starts_on__isnull=False, paused_at=None, ended_at=None)
    rows = list(kept.select_related("group").order_by("pk")[:MOST])
    there = set(Meeting.objects.filter(series__in=rows).values_list("series", "occurrence_on"))
    for series in rows:
        for day in occurrences(series, since=today, until=today + A_SEASON):
            if (series.pk, day) not in there:
                yield entry_of_day(series, day)
