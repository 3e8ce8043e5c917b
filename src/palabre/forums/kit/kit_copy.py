"""The kit of a day as a PDF, made in a process of its own, and kept a quarter of an hour."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from django.core.cache import cache
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from palabre.forums.kit.kit_pages import Here, pages_of, pages_of_tables
from palabre.forums.kit.kit_words import printed_words
from palabre.forums.models import ForumDay
from palabre.pure.documents import kit_writer
from palabre.pure.documents.tree import writable
from palabre.pure.french import typeset
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.web.dates_in_words import plain_day
from palabre.web.sandbox import make_apart

KEPT = 1024 * 1024  # bytes: a larger file is not kept
SECONDS = 15 * 60
AS_IT_IS = ("kind", "square", "address")


def kit_of(day: ForumDay, parts: Sequence[str], here: Here) -> bytes:
    """Return the PDF of these parts. Raise a Refusal if it could not be made."""
    return pdf_of(kit_data(day, parts, here))


def tables_kit(space: Space) -> bytes:
    """Return the PDF for the tables of another day than a forum. Raise a Refusal if it could not be made."""
    facts = {"title": _("The harvest sheet and the numbers of the tables"), "named": space.name}
    return pdf_of(add_table_words(facts, pages_of_tables()))


def pdf_of(data: dict[str, Any]) -> bytes:
    said = json.dumps(data).encode()
    key = f"kit:{hashlib.sha256(said).hexdigest()}"
    made: bytes | None = cache.get(key)
    if made is None:
        status, made = make_apart(kit_writer, "pdf", said)
        if status != 0 or not made:
            raise Refusal(
                _("This file could not be made."), instead=_("Tick fewer things, or shorten the names of the places.")
            )
        if len(made) <= KEPT:
            cache.set(key, made, SECONDS)
    return made


def kit_data(day: ForumDay, parts: Sequence[str], here: Here) -> dict[str, Any]:
    """Return the data of the kit: words alone, with French spaces, without what no font draws."""
    held_on = day.forum.held_on
    named = ", ".join(filter(None, (day.forum.space.name, plain_day(held_on, today=held_on) if held_on else "")))
    return add_table_words({"title": _("The kit of the forum"), "named": named}, pages_of(day, parts, here))


def add_table_words(facts: dict[str, Any], pages: list[dict[str, Any]]) -> dict[str, Any]:
    language = (get_language() or "fr")[:2]
    data: dict[str, Any] = printable(facts | {"language": language, "words": printed_words(), "pages": pages})
    return data


def printable(thing: Any) -> Any:
    """Return the data with every text as it is printed, except addresses and what a square says."""
    if isinstance(thing, str):
        return typeset(writable(thing))
    if isinstance(thing, dict):
        return {name: value if name in AS_IT_IS else printable(value) for name, value in thing.items()}
    return [printable(one) for one in thing] if isinstance(thing, list) else thing
