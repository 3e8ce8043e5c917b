"""Content carried over to a meeting automatically: postponed points, open actions, needs without an answer."""

from __future__ import annotations

import datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from palabre.groups.lineage.group_family import together
from palabre.groups.models import Action, Answer, Need
from palabre.meetings.agenda import adjacent_meetings
from palabre.meetings.agenda.agenda_audience import may_follow
from palabre.meetings.agenda.shipped_agendas import NEEDS
from palabre.meetings.models import AgendaItem, CarriedOver, Decision, ItemKind, Meeting
from palabre.people.models import read_by_all_of, read_by_members_of
from palabre.wiki.models import Passage

MOST_NEEDS = 30
MOST_ACTIONS = 200


def bring_points_back(meeting: Meeting) -> None:
    """Copy here each point postponed to this meeting or to the next one, whichever it is. The caller holds the lock.

    A point is copied once: the copy `comes_from` the postponed point.
    """
    waiting = AgendaItem.objects.filter(
        together(meeting.group_id, path="meeting__group"), meeting__space=meeting.space_id
    )
    waiting = waiting.postponed()
    waiting = waiting.filter(Q(postponed_to=None) | Q(postponed_to=meeting)).exclude(meeting=meeting)
    for item in waiting.select_related("meeting__audience").order_by("meeting__on", "position", "pk"):
        is_earlier = item.meeting.on is None or meeting.on is None or item.meeting.on <= meeting.on
        if is_earlier and may_follow(item.meeting, meeting):
            place_item_put_off(item, meeting)


def place_item_put_off(item: AgendaItem, meeting: Meeting) -> AgendaItem:
    """Copy a postponed point to the agenda of `meeting`, before the closing points. Idempotent."""
    there = meeting.agenda.filter(comes_from=item).first()
    if there is None:
        there = placed(
            meeting,
            text=item.text,
            kind=item.kind,
            minutes=item.minutes,
            holder=item.holder,
            proposed_by=item.proposed_by,
            parts=item.parts,
            brings=item.brings,
            about=item.about,
            to_read=item.to_read,
            comes_from=item,
        )
        if item.brings:
            there.bring(list(item.brought.order_by("position").values_list("need", flat=True)))
    if item.postponed_to_id != meeting.pk and item.postponed_at is not None:
        item.postpone(item.postponed_at, to=meeting)
    return there


def placed(meeting: Meeting, **fields: object) -> AgendaItem:
    """Add a point before those that close the agenda (who does what, the last round). The caller holds the lock."""
    numbers = list(meeting.agenda.order_by("position").values_list("pk", flat=True))
    item = AgendaItem.objects.create(meeting=meeting, position=meeting.agenda.last_position() + 1, **fields)
    closing = closing_of(meeting, but=item)
    if closing is not None:
        at = numbers.index(closing)
        meeting.agenda.put_in_order([*numbers[:at], item.pk, *numbers[at:]])
        item.refresh_from_db(fields=["position"])
    return item


def closing_of(meeting: Meeting, *, but: AgendaItem) -> int | None:
    """Return the id of the first of the points that close the agenda: decisions, who does what, a last round."""
    first: int | None = None
    for item in meeting.agenda.exclude(pk=but.pk).order_by("-position"):
        is_closing = item.kind in (ItemKind.DECIDE, ItemKind.ACT, ItemKind.CIRCLE)
        if item.proposed_by_id is not None or item.treated_at is not None or not is_closing:
            break
        first = item.pk
    return first


def carry_actions_over(meeting: Meeting) -> None:
    """Link the open actions to this meeting, once each, and unlink those done or dropped since."""
    open_ones = open_actions(meeting).order_by("pk")[:MOST_ACTIONS]
    CarriedOver.objects.bulk_create(
        [CarriedOver(meeting=meeting, action=action) for action in open_ones], ignore_conflicts=True
    )
    meeting.carried_over.exclude(action__in=Action.objects.open()).delete()


def open_actions(meeting: Meeting) -> QuerySet[Action]:
    """Return the open actions of the meeting's group, and those its last meeting looked at."""
    theirs = together(meeting.group_id)
    last = adjacent_meetings.before(meeting)
    if last is not None:
        read = Passage.objects.filter(page=last.minutes_id, thing_kind=Action._meta.label_lower)
        theirs |= Q(carried_over__meeting=last) | Q(pk__in=read.values("thing_id"))
    rows = Action.objects.open().filter(theirs, read_by_all_of(meeting.audience), space=meeting.space_id)
    return rows.distinct()


def waiting_needs(meeting: Meeting) -> QuerySet[Need]:
    """Return the needs of the meeting's group that wait; of all groups at the conveners' meeting.

    Needs without an answer come first, then those whose answer waits for the group's word. Needs that are met,
    withdrawn, or declined are left out, unless somebody answered since.
    """
    rows = Need.objects.open().filter(read_by_all_of(meeting.audience), space=meeting.space_id)
    if meeting.group_id is not None:
        rows = rows.filter(together(meeting.group_id))
    given = Answer.objects.filter(need=OuterRef("pk"))
    is_no = Q(declined_at__isnull=False) & (Q(reopened_at=None) | Q(reopened_at__lt=F("declined_at")))
    rows = rows.exclude(is_no & ~Exists(given.filter(at__gt=OuterRef("declined_at"))))
    stands = Q(need__reopened_at=None) | Q(at__gte=OuterRef("reopened_at"))
    is_answered = Exists(given.filter(stands))
    return rows.select_related("group").order_by(is_answered, "said_on", "pk")


def bring_needs(meeting: Meeting) -> None:
    """List the waiting needs below the point that brings them, until it is treated."""
    for item in meeting.agenda.standing().filter(brings=NEEDS, treated_at=None):
        item.bring([need.pk for need in waiting_needs(meeting)[:MOST_NEEDS]])


def bring_reviews(meeting: Meeting, *, today: datetime.date) -> None:
    """Add to the agenda the decisions due for review by then. Each is added once; its words are for its readers."""
    day = meeting.on or today
    theirs = read_by_members_of(meeting.audience), together(meeting.group_id)
    due = Decision.objects.filter(*theirs, space=meeting.space_id)
    due = due.filter(review_on__lte=day, set_aside_at=None).exclude(agenda_items__meeting=meeting)
    looked_at = AgendaItem.objects.filter(about=OuterRef("pk"), meeting__on__gte=OuterRef("review_on"))
    for decision in due.exclude(Exists(looked_at)).order_by("review_on", "pk")[:MOST_NEEDS]:
        placed(meeting, kind=ItemKind.DECIDE, about=decision)
