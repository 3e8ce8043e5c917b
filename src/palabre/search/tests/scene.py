"""A small community that can be searched, for the tests of this slice."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.pure.search import ParsedQuery
from palabre.search.hits import Filters, HitPage, find
from palabre.search.indexer import follow_one
from palabre.spaces.models import Space
from tests.indexed import follow_to_the_end


def reader(space: Space, person: Person | None = None) -> Reader:
    return Reader(space, person, timezone.localdate())


def found(query: str, space: Space, person: Person | None = None, *, page: int = 1, **filters: Any) -> HitPage:
    return find(ParsedQuery.of(query), reader=reader(space, person), filters=Filters(**filters), page=page)


def titles(query: str, space: Space, person: Person | None = None, **filters: Any) -> list[str]:
    """Bring the index up to date, and return the titles of what is found, in order."""
    follow_to_the_end(space)
    return [hit.title for hit in found(query, space, person, **filters).hits]


def work() -> None:
    """What the worker does, until nothing is left."""
    while follow_one(timezone.now()):
        pass
