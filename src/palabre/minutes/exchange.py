"""Readings of minutes, as they are given when a space is taken away."""

from __future__ import annotations

from collections.abc import Iterator

from palabre.minutes.models import Import
from palabre.people.exchange import File, export_rows, in_json
from palabre.people.reader import Reader

READING = ("by", "at", "page", "revision", "meeting", "corrects", "opened_at", "undone_at", "validity")


def export_minutes(reader: Reader) -> Iterator[File]:
    yield in_json("readings", export_rows(reader, Import, *READING))
