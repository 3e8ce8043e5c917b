"""Actions to take at the end of a meeting: carried over, read in its note, or without an owner."""

from __future__ import annotations

import dataclasses

from django.db.models import Count, QuerySet

from palabre.groups.models import Action
from palabre.meetings.models import Meeting
from palabre.people.models import read_by_all_of
from palabre.wiki.models import Passage


@dataclasses.dataclass(frozen=True, slots=True)
class ToTakeUp:
    """An action, and the number of earlier meetings that had it."""

    action: Action
    came_back: int


def to_take_up(meeting: Meeting) -> list[ToTakeUp]:
    """Return the actions not done, those without an owner first. `meeting` has its audience loaded."""
    rows = of_meeting(meeting).filter(is_done=False, dropped_at=None).select_related("owner", "offered_to", "group")
    rows = rows.annotate(times=Count("carried_over", distinct=True)).order_by("pk")
    here = set(meeting.carried_over.values_list("action_id", flat=True))
    found = [ToTakeUp(one, one.times - (one.pk in here)) for one in rows]
    return sorted(found, key=lambda one: one.action.owner_id is not None)


def of_meeting(meeting: Meeting) -> QuerySet[Action]:
    """Return the actions carried over or read in the note, limited to those that all its readers may read."""
    came_back = meeting.carried_over.values("action_id")
    read = Passage.objects.filter(page=meeting.minutes_id, thing_kind=Action._meta.label_lower).values("thing_id")
    rows = Action.objects.filter(pk__in=came_back) | Action.objects.filter(pk__in=read)
    return rows.filter(read_by_all_of(meeting.audience), space=meeting.space_id)
