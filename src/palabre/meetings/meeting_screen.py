"""Data of the page of one meeting."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, OuterRef, Prefetch, When

from palabre.groups.lineage.group_family import together
from palabre.meetings.agenda.agenda_audience import mark_readable_decisions
from palabre.meetings.attendance.attendance import is_the_day
from palabre.meetings.attendance.sent_news import told_at
from palabre.meetings.dates.meeting_schedule import is_untold
from palabre.meetings.models import Meeting, Presence, Room
from palabre.meetings.written.given_minutes import given_minutes
from palabre.people.models import PASSERS_BY, Affiliation, Organisation, Person
from palabre.people.reader import Reader
from palabre.wiki.lines.passage_lookup import where_read

NEXT_ONES = 5
MOST_SHOWN = 500  # people on the page of a meeting


@dataclass(frozen=True, slots=True)
class Attending:
    """A person at a meeting, as a name: persons who have not joined have no page."""

    name: str
    organisations: list[str]
    presence: str
    words: str = ""  # news they sent, for members only


def one_meeting(found: Meeting, reader: Reader) -> dict[str, Any]:
    """Return the template context. What the reader may not read (a group, the minutes) is None."""
    aims, agenda = list(found.aims.order_by("position")), found.agenda.standing().order_by("position").with_words()
    mark_readable_decisions(agenda, reader)
    decisions = reader.fetch(found.decisions.visible_to(reader.person))
    attendances, are_cut = attending(found, reader)
    is_here = reader.person is not None and reader.person.is_member
    minutes = readable_around(found.minutes, reader)
    return {
        "meeting": found,
        "aims": aims,
        "agenda": agenda,
        "present": [one for one in attendances if one.presence == Presence.PRESENT],
        "are_cut": are_cut,
        "coming": [one for one in attendances if one.presence == Presence.COMING],
        "excused": [one for one in attendances if one.presence == Presence.EXCUSED],
        "news": [one for one in attendances if one.presence == Presence.NEWS],
        "fine": [one for one in attendances if one.presence == Presence.FINE],
        "decisions": decisions,
        "minutes": minutes,
        "given": given_minutes(found, minutes, reader),
        "group": readable_around(found.group, reader),
        "others": next_ones(found, reader),
        "passages": where_read([found, *decisions], reader=reader),
        "is_past": found.on is not None and found.on < reader.today,
        "meets_now": meets_now(found, today=reader.today),
        "is_untold": is_here and is_untold(found),
    }


def meets_now(found: Meeting, *, today: datetime.date) -> bool:
    """Return whether its day has come and its room is open: the page then leads to the room."""
    room: Room | None = getattr(found, "room", None)  # no row until the room is opened
    is_open = room is not None and room.ended_at is None
    return is_open and found.cancelled_at is None and is_the_day(found, today=today)


def attending(found: Meeting, reader: Reader) -> tuple[list[Attending], bool]:
    """Return the attendances, merged duplicates once, with readable organisations by name, in two queries.

    They are the first `MOST_SHOWN`, and whether there are others: last come those who are not there and only typed
    their name in passing, for anybody makes thousands.
    """
    passers_by = Exists(Person.objects.filter(PASSERS_BY, pk=OuterRef("person")))
    are_last = Case(When(presence=Presence.PRESENT, then=0), When(passers_by, then=1), default=0)
    rows = found.attendances.filter(reader.heard("answered_at")).select_related("person")
    readable = Organisation.objects.filter(space=reader.space).visible_to(reader.person)
    ties = Affiliation.objects.filter(organisation__in=readable).select_related("organisation").order_by("pk")
    rows = rows.prefetch_related(Prefetch("person__affiliations", ties)).order_by(are_last, "pk")
    first = list(rows[: MOST_SHOWN + 1])
    shown, news = sorted(first[:MOST_SHOWN], key=lambda row: row.pk), news_of(found, reader)
    return [
        Attending(
            reader.name_of(row.person),
            [tie.organisation.name for tie in row.person.affiliations.all()],
            row.presence,
            news.get(row.person_id, ""),
        )
        for row in {reader.living(row.person).pk: row for row in shown}.values()
    ], len(first) > MOST_SHOWN


def news_of(found: Meeting, reader: Reader) -> dict[int, str]:
    """Return the news by person id, for members only: visitors see who sends news, not the text."""
    if reader.person is None or not reader.person.is_member:
        return {}
    return dict(told_at(found).values_list("person", "text"))


def readable_around(thing: Any, reader: Reader) -> Any:
    """Return `thing` if the reader may read it."""
    if thing is None or not reader.may_read(type(thing)).filter(pk=thing.pk).exists():
        return None
    return reader.place(thing)


def next_ones(found: Meeting, reader: Reader) -> list[Meeting]:
    """Return the following meetings, of the same group if it has one, in the order of the calendar.

    Cancelled ones take only the places that the others leave: they hide none of them.
    """
    in_order = ("on", "at", "pk")
    rows = reader.may_read(Meeting).exclude(pk=found.pk)
    if found.on is None:
        return []
    rows = rows.filter(together(found.group_id), on__gt=found.on) if found.group_id else rows.filter(on__gt=found.on)
    kept = rows.order_by(Case(When(cancelled_at=None, then=0), default=1), *in_order)[:NEXT_ONES]
    return reader.fetch(Meeting.objects.filter(pk__in=kept.values("pk")).order_by(*in_order))
