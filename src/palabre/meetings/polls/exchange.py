"""Polls of dates, as they are given when a space is taken away: in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from palabre.meetings.models import DateAnswer, DateChoice, DateOption, DatePoll
from palabre.people.exchange import export_row, exported_value
from palabre.people.reader import Reader

POLL = ("title", "words", "group", "by", "zone", "place", "deadline", "hides_answers", "closed_at", "meeting")


def given_polls(reader: Reader) -> Iterator[dict[str, Any]]:
    """Each poll with its dates and what each answered; answers that are hidden stay so until it is closed."""
    dates, answers, choices = by_poll(DateOption, reader), by_poll(DateAnswer, reader), choices_of(reader)
    for poll in exported_value(reader, DatePoll, "by"):
        if poll.removed_at is not None:
            continue
        may_read = not (poll.hides_answers and poll.is_open)
        yield export_row(reader, poll, *POLL) | {
            "dates": [export_row(reader, one, "on", "at", "part", "lasts", "removed_at") for one in dates[poll.pk]],
            "answers": [poll_answer_row(reader, one, choices) for one in answers[poll.pk]] if may_read else [],
        }


def poll_answer_row(reader: Reader, row: DateAnswer, choices: dict[int, dict[str, str]]) -> dict[str, Any]:
    return export_row(reader, row, "person", "words", "at", "typed_by") | {"choices": choices[row.pk]}


def by_poll(model: Any, reader: Reader) -> dict[int, list[Any]]:
    rows = model.objects.filter(poll__in=reader.may_read(DatePoll)).order_by("pk")
    rows = rows.standing() if model is DateAnswer else rows
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows.select_related("person", "typed_by") if model is DateAnswer else rows:
        found[row.poll_id].append(row)
    return found


def choices_of(reader: Reader) -> dict[int, dict[str, str]]:
    """Return what each answer says, by the number of each date."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for row in DateChoice.objects.filter(answer__poll__in=reader.may_read(DatePoll)).order_by("pk"):
        found[row.answer_id][str(row.option_id)] = row.choice
    return found
