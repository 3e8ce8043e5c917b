"""Passages of pages in which things were read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q, QuerySet

from palabre.journal.models import kind_of
from palabre.people.reader import Reader
from palabre.people.reader_queries import prepared_reading
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


@prepared_reading()
def passages_of(rights: Any, **numbers: Any) -> QuerySet[Passage]:
    rows = Passage.objects.filter(any_of(numbers, kind="thing_kind", number="thing_id"), space=rights.space)
    rows = rows.filter(rights.readable(of="page__audience"))
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
