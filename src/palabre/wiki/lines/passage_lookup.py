"""Passages of pages in which things were read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from palabre.journal.models import kind_of
from palabre.people.reader import Reader
from palabre.wiki.models import Passage

type Ref = tuple[str, int]  # a kind ("groups.need") and a number


def where_read(things: Iterable[Any], *, reader: Reader) -> dict[Ref, list[Passage]]:
    """Return the passages of these things, by line, in one query, from pages that the reader may read."""
    wanted = any_of(things, kind="thing_kind", number="thing_id")
    if not wanted:
        return {}
    rows = reader.space.passages.filter(wanted).filter(reader.readable(of="page__audience"))
    found: dict[Ref, list[Passage]] = defaultdict(list)
    for passage in reader.fetch(rows.select_related("page").order_by("page", "first_line")):
        reader.place(passage.page)
        found[passage.thing_kind, passage.thing_id].append(passage)
    return dict(found)


def any_of(things: Iterable[Any], *, kind: str, number: str) -> Q:
    """Return the filter of the rows about these things, by the columns `kind` and `number`; empty for none."""
    numbers: dict[str, set[int]] = defaultdict(set)
    for thing in things:
        numbers[kind_of(thing)].add(thing.pk)
    wanted = Q()
    for name, some in numbers.items():
        wanted |= Q(**{kind: name, f"{number}__in": some})
    return wanted
