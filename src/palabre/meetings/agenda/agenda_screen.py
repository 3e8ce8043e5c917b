"""Data of the agenda screens: points in order, dropped and postponed ones, actions carried over, news of the absent."""

from __future__ import annotations

import dataclasses
from typing import Any

from django.db.models import Count

from palabre.groups.models import Action
from palabre.meetings import permissions
from palabre.meetings.agenda.agenda_audience import mark_readable_decisions
from palabre.meetings.agenda.agenda_length import length_in_words, said_of
from palabre.meetings.agenda.item_kinds import word_of
from palabre.meetings.attendance.sent_news import told_at
from palabre.meetings.models import AgendaItem, Meeting, SentNews
from palabre.meetings.note.meeting_note import is_told
from palabre.people.models import Person
from palabre.people.reader import NAMED_BY, Reader

MOST_NAMES = 300


@dataclasses.dataclass(frozen=True, slots=True)
class ItemRow:
    """A point. `facts` are its kind, length and holder in words. `is_hers`: the reader may change it."""

    item: AgendaItem
    facts: tuple[str, ...]
    is_first: bool
    is_last: bool
    is_hers: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Back:
    """An action carried over; `times` counts the meetings that had it, this one included."""

    action: Action
    owner: str
    times: int


def agenda_of(meeting: Meeting, reader: Reader) -> dict[str, Any]:
    """Return the template context of the agenda. `meeting` has its space and audience loaded."""
    rows = meeting.agenda.select_related("holder", "postponed_to").order_by("position").with_words()
    orders = permissions.can_order_agenda(reader.person, meeting)
    for row in rows:
        row.meeting = meeting
    mark_readable_decisions(rows, reader)
    standing = [row for row in rows if row.dropped_at is None and row.postponed_at is None]
    return {
        "meeting": meeting,
        "points": shown_of(standing, reader, orders=orders),
        "put_off": [row for row in rows if row.postponed_at is not None and row.dropped_at is None],
        "dropped": [row for row in rows if row.dropped_at is not None],
        "length": said_of(standing, lasts=meeting.lasts),
        "back": came_back(meeting, reader),
        "news": news_of(meeting, reader),
        "can_order": orders,
        "can_propose": permissions.can_propose_point(reader.person, meeting),
        "is_open": meeting.cancelled_at is None and not is_told(meeting),
    }


def shown_of(items: list[AgendaItem], reader: Reader, *, orders: bool) -> list[ItemRow]:
    who = reader.person.pk if reader.person else 0
    return [
        ItemRow(
            item,
            item_facts(item, reader),
            place == 0,
            place == len(items) - 1,
            orders or (who != 0 and item.proposed_by_id == who),
        )
        for place, item in enumerate(items)
    ]


def item_facts(item: AgendaItem, reader: Reader) -> tuple[str, ...]:
    said = (word_of(item.kind), length_in_words(item.minutes) if item.minutes else "")
    return tuple(filter(None, (*said, reader.name_of(item.holder) if item.holder else "")))


def came_back(meeting: Meeting, reader: Reader) -> list[Back]:
    rows = reader.may_read(Action).open().filter(carried_over__meeting=meeting)
    counted = Action.objects.filter(pk__in=rows.values("pk")).annotate(times=Count("carried_over"))
    found = dict(counted.values_list("pk", "times"))
    actions = reader.fetch(rows.select_related("owner").order_by("pk"))
    return [Back(one, reader.name_of(one.owner) if one.owner else "", found.get(one.pk, 1)) for one in actions]


def news_of(meeting: Meeting, reader: Reader) -> list[tuple[str, SentNews]]:
    rows = reader.tie(told_at(meeting).exclude(text="").select_related("person").order_by("at", "pk"), "group")
    return [(reader.name_of(row.person), row) for row in rows]


def who_may_hold(meeting: Meeting, reader: Reader) -> list[tuple[int, str]]:
    """Return the possible holders of a point: members of the space, named as the reader knows them."""
    rows = Person.objects.filter(space=meeting.space_id, joined_at__isnull=False, same_as=None).order_by("name", "pk")
    rows = rows.only(*NAMED_BY)
    return [(one.pk, reader.name_of(one)) for one in rows[:MOST_NAMES]]
