"""The needs that a point of the agenda brings: those that waited for an answer when the meeting opened.

They stay there once they are answered, so that everybody reads the answer. What waits on comes back next time.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet

from palabre.groups.lineage.group_family import homes
from palabre.groups.models import Answer, Need
from palabre.groups.roles.spokespersons import those_who_speak_for
from palabre.meetings.agenda.carry_over import MOST_NEEDS
from palabre.meetings.agenda.shipped_agendas import NEEDS
from palabre.meetings.models import AgendaItem, BroughtNeed, Meeting
from palabre.people.models import read_by_all_of

MOST_ANSWERS = 5  # of one need, on a screen: the last ones


def brought(meeting: Meeting, items: Iterable[AgendaItem]) -> QuerySet[Need]:
    """Return the needs that these points list, as far as everybody who reads the meeting reads them."""
    below = BroughtNeed.objects.filter(item__in=items).values("need")
    return Need.objects.filter(read_by_all_of(meeting.audience), pk__in=below, withdrawn_at=None)


def needs_of(meeting: Meeting, item: AgendaItem | None) -> list[Need]:
    """Return those of the present point, each with its group at hand and its last answers in `last_said`."""
    if item is None or item.brings != NEEDS:
        return []
    answers = Answer.objects.filter(read_by_all_of(meeting.audience)).select_related("by").order_by("-at", "-pk")
    last = Prefetch("answers", answers[:MOST_ANSWERS], to_attr="last_said")
    rows = brought(meeting, [item]).select_related("audience", "group__audience").prefetch_related(last)
    return list(rows.order_by("said_on", "pk")[:MOST_NEEDS])


def speakers_of(space: int, needs: Iterable[Need]) -> dict[int, frozenset[int]]:
    """Return, by the number of each need, whose word it is that it is met: three queries, none where no group says it.

    Of what the whole community needs, whoever joined says it: that is known without asking.
    """
    of = {need.pk: need.group_id for need in needs if need.group_id is not None}
    if not of:
        return {}
    home_of = homes(space)
    groups = {*of.values(), *(home_of.get(one, one) for one in of.values())}
    people = those_who_speak_for(groups)
    return {need: frozenset(people[one] | people[home_of.get(one, one)]) for need, one in of.items()}
