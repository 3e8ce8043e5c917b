"""Export of gatherings and cards. Registrations are never exported."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from palabre.gatherings.gathering_display import names_shown
from palabre.gatherings.models import Gathering, GroupCard
from palabre.people.exchange import File, export_row, exported_value, in_json
from palabre.people.reader import Reader
from palabre.wiki.attachments import file_store

GATHERING = ("title", "intention", "on", "at", "until", "zone", "poll", "place", "formats")
STATE = ("chosen_format", "by", "announced_at", "cancelled_at")
CARD = ("gathering", "group", "guest_name", "title", "question", "intention", "validated_at", "withdrawn_at")
PICTURE = ("alt", "is_decorative", "credit", "licence")


def export_gatherings(reader: Reader) -> Iterator[File]:
    yield in_json("gatherings", gatherings(reader))
    rows = list(exported_value(reader, GroupCard))
    yield in_json("cards", cards(reader, rows))
    for card in rows:
        if card.has_picture:
            yield f"cards/{card.pk}.{card.content_type.rpartition('/')[2]}", file_store.path_of(card.digest)


def gatherings(reader: Reader) -> Iterator[dict[str, Any]]:
    """Yield each gathering, with its capacity."""
    for row in exported_value(reader, Gathering, "by", "roll"):
        yield export_row(reader, row, *GATHERING, *STATE) | {"capacity": row.roll.capacity}


def cards(reader: Reader, rows: list[GroupCard]) -> Iterator[dict[str, Any]]:
    """Yield each card, with the people who consented to be shown, under the names that they chose."""
    shown = names_shown(rows)
    for row in rows:
        yield export_row(reader, row, *CARD, *PICTURE) | {"people": shown[row.pk]}
