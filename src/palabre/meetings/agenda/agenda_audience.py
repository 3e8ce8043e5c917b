"""Audience rules of automatic agenda content: all the readers of the meeting must be able to read it."""

from __future__ import annotations

from collections.abc import Sequence

from palabre.meetings.models import AgendaItem, Decision, Meeting
from palabre.people.reader import Reader


def may_follow(source: Meeting, target: Meeting) -> bool:
    """Return whether a point of `source` may move to `target`: not if more people would read it."""
    return source.audience.covers(target.audience)


def mark_readable_decisions(items: Sequence[AgendaItem], reader: Reader) -> None:
    """Have these points say to this reader, and to nobody else, the words of the decisions that the reader may read.

    One query where there are any. A page gives the link to such a decision alone: its words are in its address.
    """
    about = {item.about_id for item in items} - {None}
    readable = set(reader.may_read(Decision).filter(pk__in=about).values_list("pk", flat=True)) if about else set()
    for item in items:
        if item.about_id is not None:
            item.reads_about = item.about_id in readable
            reader.place(item.about)
