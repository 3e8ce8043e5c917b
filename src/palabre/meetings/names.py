"""Text fields and foreign keys of meetings in which the erasure of a person's name is applied."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import BigIntegerField, F, Q, QuerySet

from palabre.meetings.models import (
    AgendaItem,
    AgendaTemplate,
    Aim,
    Asked,
    Attendance,
    Awaited,
    CalendarFeed,
    Circle,
    DateAnswer,
    DatePoll,
    Decision,
    FloorRequest,
    Invitation,
    LeftSentence,
    Meeting,
    Objection,
    SentNews,
    Series,
)
from palabre.people.hooks import Ref, register_given, register_mentions, register_texts, register_tie
from palabre.spaces.models import Space
from palabre.web.prepared_query import prepared
from palabre.wiki.names import refs_of


def register_meeting_names() -> None:
    register_texts(Series, "words", "title", "place", "video_url", title="title")
    register_texts(Meeting, "title", "place", "words", "video_url", title="title")
    register_texts(AgendaTemplate, "title", "points", is_listed=True)
    register_texts(DatePoll, "title", "words", "place")
    is_open = Q(poll__closed_at=None) | Q(poll__closed_at=F("poll__removed_at"))
    register_texts(DateAnswer, "words", space="poll__space", few=Q(is_open, poll__hides_answers=True))
    register_texts(SentNews, "text", space="meeting__space", few=Q(is_taken_back=True))
    register_texts(Circle, "question", space="room__meeting__space")
    register_texts(LeftSentence, "text", space="circle__room__meeting__space")
    register_texts(Objection, "reason", space="decision__space", of="pk")
    register_texts(Aim, "text", space="meeting__space")
    register_texts(AgendaItem, "text", "parts", "to_read", space="meeting__space")
    register_texts(Decision, "text", "why_set_aside")
    register_texts(Asked, "words", "facts", "undo", space="page__space")
    register_mentions(told_in_minutes)
    register_tie(Attendance, "person")
    register_tie(Invitation, "person", is_role=False)
    register_tie(SentNews, "person", is_role=False)
    register_tie(Awaited, "person", is_role=False)
    register_tie(DateAnswer, "person", is_role=False)
    register_tie(FloorRequest, "person", is_role=False)
    register_tie(CalendarFeed, "person", is_role=False)
    register_given(CalendarFeed)
    for asked_or_said in (Attendance, Awaited, DateAnswer, Invitation, SentNews):
        register_given(asked_or_said, opens=True)


def told_in_minutes(space: Space, numbers: list[int]) -> Iterator[Ref]:
    """Yield the meetings that these persons were invited to, attended or sent news to, and their minutes."""
    for meeting, minutes, note in meetings_naming(space=space.pk, numbers=numbers):
        yield Meeting._meta.label_lower, meeting
        if minutes is not None:
            yield from refs_of(minutes, note)


@prepared(space=BigIntegerField())
def meetings_naming(space: Any, numbers: Any) -> QuerySet[Any, Any]:
    """Return (id, minutes, note) of the meetings that these persons are tied to."""
    hers = Q(attendances__person__in=numbers) | Q(invitations__person__in=numbers) | Q(sent_news__person__in=numbers)
    return Meeting.objects.filter(hers, space=space).distinct().values_list("pk", "minutes", "minutes__note")
