"""Passages of pages in which things were read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q, QuerySet

from palabre.journal.models import kind_of
from palabre.notes.models import Note
from palabre.people.reader import Reader
from palabre.people.reader_queries import prepared_reading
from palabre.pure.french import fold
from palabre.wiki import permissions
from palabre.wiki.models import Passage

type Ref = tuple[str, int]  # a kind ("groups.need") and a number


def where_read(things: Iterable[Any], *, reader: Reader) -> dict[Ref, list[Passage]]:
    """Return the passages of these things, by line, in one query, from pages that the reader may read."""
    wanted = by_kind(things)
    found: dict[Ref, list[Passage]] = defaultdict(list)
    for passage in passages_of(reader, **wanted) if wanted else []:
        reader.place(passage.page)
        found[passage.thing_kind, passage.thing_id].append(passage)
    return dict(found)


def where_quoted(thing: Any, *, reader: Reader) -> dict[Ref, list[Passage]]:
    """Return the passages of this thing, whose words the screen shows.

    From outside, they are without their words once the page no longer says them: former texts are for members.
    """
    found = where_read([thing], reader=reader)
    if not permissions.can_look_back(reader.person):
        rows = [passage for some in found.values() for passage in some]
        notes = Note.objects.in_bulk([passage.page.note_id for passage in rows]) if rows else {}
        for passage in rows:
            if not is_still_said(passage, notes[passage.page.note_id].body_md):
                passage.words = ""  # never saved
    return found


def is_still_said(passage: Passage, text: str) -> bool:
    """Return whether its lines hold its words in this text of its page, whatever signs stand between them."""
    lines = text.split("\n")[passage.first_line - 1 : passage.last_line]
    return letters(passage.words) in letters(" ".join(lines))


def letters(text: str) -> str:
    return "".join(one for one in fold(text) if one.isalnum())


@prepared_reading()
def passages_of(rights: Any, **numbers: Any) -> QuerySet[Passage]:
    """Return the passages of these things, found by their thing: SQLite would read all those of the space."""
    about = Passage.objects.filter(any_of(numbers, kind="thing_kind", number="thing_id"))
    rows = Passage.objects.filter(rights.readable(of="page__audience"), pk__in=about.values("pk"), space=rights.space)
    return rows.select_related("page").order_by("page", "first_line")


def by_kind(things: Iterable[Any]) -> dict[str, list[int]]:
    """Return the ids of these things by kind (« groups.need »), in order: arguments of a prepared reading."""
    numbers: dict[str, set[int]] = defaultdict(set)
    for thing in things:
        numbers[kind_of(thing)].add(thing.pk)
    return {kind: sorted(numbers[kind]) for kind in sorted(numbers)}


def any_of(numbers: Mapping[str, Any], *, kind: str, number: str) -> Q:
    """Return the filter of the rows about the things of `by_kind`, by the columns `kind` and `number`."""
    wanted = Q()
    for name, some in numbers.items():
        wanted |= Q(**{kind: name, f"{number}__in": some})
    return wanted
