"""Export of meetings and decisions of a space."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet

from palabre.meetings.attendance.sent_news import told_news
from palabre.meetings.models import AgendaItem, Aim, Attendance, Decision, Invitation, Meeting, SentNews, Series
from palabre.meetings.polls.exchange import given_polls
from palabre.people.exchange import File, export_row, export_rows, exported_value, in_json
from palabre.people.reader import Reader

MEETING = ("title", "group", "forum", "series", "on", "at", "place", "words", "expected_least", "expected_most")
KEPT = ("starts_on", "at", "lasts", "zone", "place", "video_url", "skips_august", "paused_at", "ended_at")
RHYTHM = ("words", "rrule", "title", "group", *KEPT)
POINT = ("position", "text", "parts", "kind", "minutes", "treated_at", "postponed_at", "dropped_at", "to_read")
DECISION = ("meeting", "group", "text", "proposed_at", "adopted_at", "set_aside_at", "why_set_aside", "review_on")


def export_meetings(reader: Reader) -> Iterator[File]:
    yield in_json("rhythms", export_rows(reader, Series, *RHYTHM))
    yield in_json("meetings", meetings(reader))
    yield in_json("date_polls", given_polls(reader))
    yield in_json("decisions", export_rows(reader, Decision, *DECISION))


def meetings(reader: Reader) -> Iterator[dict[str, Any]]:
    """Yield each meeting with its aims, agenda, attendances, news sent, and the reader's own invitation."""
    parts = {
        "aims": of_each(reader, Aim.objects.all(), "position", "text"),
        "agenda": points_of_each(reader),
        "attendances": of_each(reader, Attendance.objects.all(), "person", "presence"),
        "sent_news": of_each(reader, news_for(reader), "person", "group", "text", "at"),
        "invitations": own_invitations(reader),
    }
    for meeting in exported_value(reader, Meeting):
        said = export_row(reader, meeting, *MEETING, "minutes")
        yield said | {name: rows.get(meeting.pk, []) for name, rows in parts.items()}


def news_for(reader: Reader) -> QuerySet[SentNews]:
    """Return the news that meetings are told, and the reader's own, taken back or not."""
    return SentNews.objects.filter(Q(pk__in=told_news()) | Q(person__in=own_numbers(reader)))


def of_each(reader: Reader, all_rows: QuerySet[Any], *fields: str) -> dict[int, list[dict[str, Any]]]:
    """Return the rows by meeting id."""
    found: dict[int, list[dict[str, Any]]] = {}
    rows = all_rows.filter(meeting__in=reader.may_read(Meeting)).order_by("pk")
    for row in rows.select_related("person") if "person" in fields else rows:
        found.setdefault(row.meeting_id, []).append(export_row(reader, row, *fields))
    return found


def points_of_each(reader: Reader) -> dict[int, list[dict[str, Any]]]:
    """Return the points of agendas by meeting id, with the words that all who read the meeting read."""
    found: dict[int, list[dict[str, Any]]] = {}
    rows = AgendaItem.objects.filter(meeting__in=reader.may_read(Meeting)).select_related("meeting__audience")
    for row in rows.order_by("pk").with_words():
        said = export_row(reader, row, *POINT) | {"text": row.words, "parts": row.listed}
        found.setdefault(row.meeting_id, []).append(said)
    return found


def own_invitations(reader: Reader) -> dict[int, list[dict[str, Any]]]:
    """Return the reader's own invitations: who else was called, without an answer, is private."""
    rows = Invitation.objects.filter(meeting__in=reader.may_read(Meeting), person__in=own_numbers(reader))
    return {row.meeting_id: [export_row(reader, row, "at", "cancelled_at")] for row in rows.order_by("pk")}


def own_numbers(reader: Reader) -> list[int]:
    """Return the id of the reader's person; a server administrator has none."""
    return [reader.person.pk] if reader.person is not None and reader.person.pk else []
