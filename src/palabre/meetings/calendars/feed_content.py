"""Content of a calendar feed: what its person may read today, from three months ago to a year ahead."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from palabre.groups.lineage.group_family import homes, kin, together
from palabre.groups.models import Group, Membership
from palabre.journal.models import kind_of
from palabre.meetings.calendars.calendar_entry import Entry, calendar_of, entry_of_day, event_of, of_meeting
from palabre.meetings.models import Attendance, CalendarFeed, Invitation, Meeting, Presence, Series
from palabre.meetings.series.occurrences import occurrences
from palabre.people.models import Person
from palabre.people.permissions import can_enter
from palabre.people.reader import Reader
from palabre.spaces.models import Space

PAST, AHEAD = datetime.timedelta(days=92), datetime.timedelta(days=400)
A_SEASON = datetime.timedelta(days=184)  # range of the planned days of a rhythm that have no meeting yet
MOST = 500  # entries
GOES = (Presence.COMING, Presence.PRESENT, Presence.INVITED)
DOES_NOT = (Presence.EXCUSED, Presence.NEWS, Presence.FINE)


@dataclasses.dataclass(frozen=True, slots=True)
class Followed:
    """The name of a calendar, and the querysets of its meetings and rhythms."""

    name: str
    meetings: Any
    series: Any


def icalendar_text(feed: CalendarFeed, *, at: datetime.datetime, today: datetime.date, origin: str) -> str | None:
    """Return the iCalendar text of the feed today; None if it gives access to nothing any longer.

    `at` is the DTSTAMP of its events: constant all day, so that an unchanged feed has an unchanged ETag.
    """
    followed = what(feed, Reader(feed.space, feed.person, today)) if may_follow(feed) else None
    if followed is None:
        return None
    entries = [*of_meetings(followed, feed.space, today=today, origin=origin), *of_days(followed, today=today)][:MOST]
    return calendar_of([event_of(entry, at=at) for entry in entries], name=followed.name)


def may_follow(feed: CalendarFeed) -> bool:
    """Return whether the feed's person is still a member of the space. Rights on its content are checked apart."""
    person = feed.person
    is_here = person.is_member and person.erased_at is None and can_enter(person, feed.space)
    return is_here and (person.account is None or person.account.is_active)


def what(feed: CalendarFeed, reader: Reader) -> Followed | None:
    """Return the content of the feed; None if the person may no longer read it."""
    meetings, series = reader.may_read(Meeting), reader.may_read(Series)
    if feed.thing_kind == kind_of(feed.space) and feed.thing_id == feed.space_id:
        return Followed(feed.space.name, meetings, series)
    if feed.thing_kind == kind_of(feed.person) and feed.thing_id == feed.person_id:
        name = _("My meetings, %(space)s") % {"space": feed.space.name}
        groups = groups_of_person(feed.person)
        return Followed(name, meetings.filter(meetings_of_person(feed.person, groups)), series.filter(group__in=groups))
    group = group_of(feed, reader)
    if group is None:
        return None
    own = together(group.pk)
    return Followed(group.title, meetings.filter(own), series.filter(own))


def group_of(feed: CalendarFeed, reader: Reader) -> Group | None:
    """Return the feed's group; once merged, the group it became part of, if the person may read it."""
    if feed.thing_kind != Group._meta.label_lower:
        return None
    groups = reader.may_read(Group)
    found: Group | None = groups.filter(pk=feed.thing_id).first()
    for _step in range(20):
        if found is None or found.lives_in_id is None:
            break
        found = groups.filter(pk=found.lives_in_id).first()
    return found


def groups_of_person(person: Person) -> list[int]:
    """Return the ids of the groups that the person is in, of those in which they live, and of all that live there."""
    hers = Membership.objects.held().filter(person=person).values_list("group", flat=True)
    home_of = homes(person.space_id)
    return sorted({one for number in hers for one in kin(home_of.get(number, number), home_of)})


def meetings_of_person(person: Person, groups: list[int]) -> Q:
    """Meetings of the person's groups, to which they were called, or to which they come, unless they declined."""
    said = Attendance.objects.filter(person=person)
    called = Q(pk__in=Invitation.objects.filter(person=person).values("meeting")) | Q(group__in=groups)
    goes = Q(pk__in=said.filter(presence__in=GOES).values("meeting"))
    return goes | (called & ~Q(pk__in=said.filter(presence__in=DOES_NOT).values("meeting")))


def of_meetings(followed: Followed, space: Space, *, today: datetime.date, origin: str) -> Iterator[Entry]:
    rows = followed.meetings.filter(on__range=(today - PAST, today + AHEAD)).order_by("on", "at", "pk")
    rows = rows.select_related("audience").prefetch_related("aims", "agenda__about__audience")
    for meeting in rows[:MOST]:
        meeting.space = space
        yield of_meeting(meeting, origin=origin)


def of_days(followed: Followed, *, today: datetime.date) -> Iterator[Entry]:
    """Yield the planned days of active rhythms that have no meeting yet."""
    kept = followed.series.filter(starts_on__isnull=False, paused_at=None, ended_at=None)
    rows = list(kept.select_related("audience", "group__audience").order_by("pk")[:MOST])
    there = set(Meeting.objects.filter(series__in=rows).values_list("series", "occurrence_on"))
    for series in rows:
        for day in occurrences(series, since=today, until=today + A_SEASON):
            if (series.pk, day) not in there:
                yield entry_of_day(series, day)
