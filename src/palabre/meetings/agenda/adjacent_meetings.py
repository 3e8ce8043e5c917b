"""The meetings before and after one, of the same people."""

from __future__ import annotations

from django.db.models import F, Q, QuerySet

from palabre.groups.lineage.group_family import together
from palabre.meetings.models import Meeting
from palabre.people.models import read_by_all_of


def of_the_same(meeting: Meeting) -> QuerySet[Meeting]:
    """Return the other meetings of these people that all who read this one read."""
    rows = Meeting.objects.filter(together(meeting.group_id), space=meeting.space_id, cancelled_at=None)
    rows = rows.filter(read_by_all_of(meeting.audience))
    return rows.exclude(pk=meeting.pk).select_related("audience", "space", "minutes")


def before(meeting: Meeting) -> Meeting | None:
    """Return the last meeting of the same people before this one."""
    rows = of_the_same(meeting).filter(on__isnull=False)
    if meeting.on is not None:
        rows = rows.filter(Q(on__lt=meeting.on) | Q(on=meeting.on, pk__lt=meeting.pk))
    return rows.order_by("-on", F("at").desc(nulls_last=True), "-pk").first()


def after(meeting: Meeting) -> Meeting | None:
    """Return the next meeting of the same people that has not ended."""
    rows = of_the_same(meeting).filter(Q(room=None) | Q(room__ended_at=None), on__isnull=False)
    if meeting.on is not None:
        rows = rows.filter(Q(on__gt=meeting.on) | Q(on=meeting.on, pk__gt=meeting.pk))
    return rows.order_by("on", F("at").asc(nulls_first=True), "pk").first()
