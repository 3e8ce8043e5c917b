"""A meeting of a rhythm's day: made for the next one by the clock, for another one by a gesture. Nothing is sent."""

from __future__ import annotations

import datetime
import logging

from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.groups.lineage.group_family import living
from palabre.journal.models import record
from palabre.meetings.agenda.agenda_preparation import prepare
from palabre.meetings.models import Meeting, Series
from palabre.meetings.permissions import can_keep
from palabre.meetings.series.occurrence_titles import title_of
from palabre.meetings.series.occurrences import FARTHEST, occurrences
from palabre.people.models import Person
from palabre.refusal import Refusal
from palabre.spaces.models import Space

EVERY = datetime.timedelta(hours=1)
AHEAD = datetime.timedelta(days=15)  # how long before its day a meeting is there by itself
A_YEAR = datetime.timedelta(days=366)
MADE = "occurrence.made"
log = logging.getLogger(__name__)


def next_meeting(
    series: Series,
    *,
    after: datetime.date,
    by: Person | None,
    at: datetime.datetime,
    until: datetime.date | None = None,
) -> Meeting | None:
    """Return the meeting of its first day after `after` that was not cancelled, made where it is not there yet.

    None where there is none until `until`, and of a rhythm that is not kept. `by` None: the clock does it.
    """
    on = free_day(series, after=after, until=until or after + FARTHEST)
    return meeting_on(series, on, by=by, at=at) if on else None


def free_day(series: Series, *, after: datetime.date, until: datetime.date) -> datetime.date | None:
    """Return its first day after `after` that nobody cancelled."""
    days = occurrences(series, since=after + datetime.timedelta(days=1), until=until)
    off = set(Meeting.objects.filter(series=series, cancelled_at__isnull=False).values_list("occurrence_on", flat=True))
    return next((day for day in days if day not in off), None)


def meeting_on(series: Series, on: datetime.date, *, by: Person | None, at: datetime.datetime) -> Meeting:
    """Return the meeting of this day of the rhythm, made where it is not there yet, and prepared.

    Raises a Refusal when the rhythm does not come on this day, when it is past or more than a year off, or when
    `by` has not joined.
    """
    if by is not None and not can_keep(by, series.space_id):
        raise Refusal(_("Only members of this space can set a date."))
    today = timezone.localdate(at)
    with transaction.atomic():
        Space.hold(series.space_id)
        now = Series.objects.select_related("space", "group").get(pk=series.pk)
        known = Meeting.objects.filter(series=now, occurrence_on=on).first()
        if known is not None:
            known.space = now.space
            return known
        if not today <= on <= today + A_YEAR or occurrences(now, since=on, until=on) != [on]:
            raise Refusal(
                _("This rhythm does not come on this day."), instead=_("Choose one of the days that its page shows.")
            )
        meeting = create_occurrence(now, on, by=by)
        prepare(meeting, by=by, at=at)
        return meeting


def create_occurrence(series: Series, on: datetime.date, *, by: Person | None) -> Meeting:
    meeting = Meeting.objects.create(
        space=series.space,
        audience_id=series.audience_id,
        title=title_of(series),
        group=living(series.group) if series.group else None,
        series=series,
        occurrence_on=on,
        on=on,
        at=series.at,
        lasts=series.lasts,
        zone=series.zone,
        place=series.place,
        video_url=series.video_url,
        template_key=series.template_key,
        by=by or series.by,
    )
    record(MADE, meeting, by=by)
    return meeting


def next_ahead(series: Series, *, by: Person | None, at: datetime.datetime) -> Meeting | None:
    """Have its next meeting there when its day is near; on that day, the one after too: it is read out at the end."""
    today = timezone.localdate(at)
    found = next_meeting(series, after=today - datetime.timedelta(days=1), by=by, at=at, until=today + AHEAD)
    if found is not None and found.occurrence_on == today:
        next_meeting(series, after=today, by=by, at=at, until=today + A_YEAR)
    return found


def keep_ahead(now: datetime.datetime) -> None:
    """Have the next meeting of each kept rhythm there, some days before. One that cannot be made stops no other."""
    kept = Series.objects.filter(
        starts_on__isnull=False, paused_at=None, ended_at=None, space__opened_at__isnull=False, space__archived_at=None
    )
    for series in list(kept.order_by("pk")):
        try:
            next_ahead(series, by=None, at=now)
        except (OperationalError, InterfaceError):
            raise  # the database is away: the worker waits for it
        except Exception:
            log.exception("the next meeting of rhythm %s was not made", series.pk)
