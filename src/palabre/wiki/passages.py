"""The lines that things were read in: each thing says « ligne 50 », each line says what was read in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from palabre.journal.models import kind_of
from palabre.people.models import Person, readable
from palabre.wiki.models import Page, Passage
from palabre.wiki.where_read import Ref, any_of

type Lines = tuple[int, int]  # first and last, from 1


def of(things: Iterable[Any], *, person: Person | None) -> dict[Ref, list[Passage]]:
    """Return the passages of these things in the order of the lines, in one query, in pages that `person` may read."""
    wanted = any_of(things, kind="thing_kind", number="thing_id")
    if not wanted:
        return {}
    rows = Passage.objects.filter(wanted).filter(readable(person, of="page__audience"))
    found: dict[Ref, list[Passage]] = defaultdict(list)
    for passage in rows.select_related("page", "space").order_by("page", "first_line"):
        passage.page.space = passage.space
        found[passage.thing_kind, passage.thing_id].append(passage)
    return dict(found)


def on_page(page: Page) -> list[Passage]:
    """Return every passage of `page` in the order of its lines, those that its text has lost included."""
    return list(page.passages.order_by("first_line", "pk"))


def tie(page: Page, thing: Any, lines: Lines, words: str) -> Passage:
    """Say that `thing` was read in these lines of the page's text as it is now. Saying it twice changes nothing."""
    passage, _made = Passage.objects.get_or_create(
        page=page,
        thing_kind=kind_of(thing),
        thing_id=thing.pk,
        revision=page.note.revision,
        first_line=lines[0],
        defaults={"space_id": page.space_id, "last_line": lines[1], "words": words},
    )
    return passage


def tie_all(page: Page, read_in: Iterable[tuple[Any, Lines, str]]) -> None:
    """Say it of many things at once: (thing, lines, words)."""
    Passage.objects.bulk_create(
        (
            Passage(
                space_id=page.space_id,
                page=page,
                revision=page.note.revision,
                first_line=lines[0],
                last_line=lines[1],
                words=words,
                thing_kind=kind_of(thing),
                thing_id=thing.pk,
            )
            for thing, lines, words in read_in
        ),
        ignore_conflicts=True,
    )
