"""Page tree of one reader: a page that they may not read does not appear.

The children of such a page appear under its nearest readable ancestor.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import BigIntegerField, QuerySet

from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.people.reader_queries import prepared_reading
from palabre.spaces.models import Space
from palabre.web.prepared_query import ListOf, prepared
from palabre.wiki.models import Page

DEEPEST = 8  # levels of pages
MOST_PLACES = 300  # choices in a list; beyond, a title is typed


@dataclasses.dataclass(slots=True)
class Branches:
    """Parents by child, as page numbers. It includes pages that the reader may not know of."""

    parents: dict[int, int]

    @classmethod
    def of(cls, space: Space) -> Branches:
        return cls(dict(space.page_set.filter(parent__isnull=False).values_list("pk", "parent_id")))

    def above(self, page: int) -> list[int]:
        """Return the ancestors, nearest first."""
        found: list[int] = []
        while page in self.parents and self.parents[page] not in found:
            page = self.parents[page]
            found.append(page)
        return found

    def height(self, page: int) -> int:
        """Return the number of levels of `page` and its descendants."""
        deepest = 0
        for one in self.parents:
            above = self.above(one)
            if page in above:
                deepest = max(deepest, above.index(page) + 1)
        return deepest + 1


@dataclasses.dataclass(slots=True)
class Leaf:
    """A page in the tree, with its children."""

    page: Page
    under: list[Leaf] = dataclasses.field(default_factory=list)

    def all(self, depth: int = 0) -> Iterator[tuple[int, Page]]:
        """Yield the page and its descendants, each with its depth."""
        yield depth, self.page
        for leaf in self.under:
            yield from leaf.all(depth + 1)


def tree(pages: Iterable[Page], branches: Branches) -> list[Leaf]:
    """Return the top pages, with all others under them; `pages` gives the order of each level."""
    leaves = {page.pk: Leaf(page) for page in pages}
    top: list[Leaf] = []
    for number, leaf in leaves.items():
        above = next((leaves[one] for one in branches.above(number) if one in leaves), None)
        (above.under if above else top).append(leaf)
    return top


def above(page: Page, *, person: Person | None) -> list[Page]:
    """Return the ancestors of `page` that `person` may read, top first. At the top: none, without a query."""
    if page.parent_id is None:
        return []
    numbers = [number for number in next(iter(ancestors(page=page.parent_id)), ()) if number]
    readable = {one.pk: one for one in pages_numbered(Reader.here(page.space, person), numbers=numbers)}
    return [readable[number] for number in reversed(numbers) if number in readable]


@prepared(page=BigIntegerField())
def ancestors(page: Any) -> QuerySet[Any, Any]:
    """Return the ids of this page and of those above it, the nearest first, as one row."""
    return Page.objects.filter(pk=page).values_list(*(f"{'parent__' * level}pk" for level in range(DEEPEST)))


@prepared_reading(numbers=ListOf(BigIntegerField()))
def pages_numbered(rights: Any, numbers: Any) -> Any:
    return rights.may_read(Page).filter(pk__in=numbers)


def under(page: Page, *, person: Person | None) -> list[Page]:
    """Return the children of `page` that `person` may read, by title."""
    return children(Reader.here(page.space, person), parent=page.pk)


@prepared_reading(parent=BigIntegerField())
def children(rights: Any, parent: Any) -> Any:
    return rights.may_read(Page).filter(parent=parent).order_by("title", "pk")


def places_for(page: Page, *, person: Person | None) -> list[tuple[int, Page]]:
    """Return the possible parents of `page`, each with its depth, in tree order; none when there are too many."""
    readable = page.space.page_set.visible_to(person).order_by("title", "pk")
    pages, branches = list(readable[: MOST_PLACES + 1]), Branches.of(page.space)
    if len(pages) > MOST_PLACES:
        return []
    found = [row for leaf in tree(pages, branches) for row in leaf.all()]
    return [(depth, one) for depth, one in found if one.pk != page.pk and page.pk not in branches.above(one.pk)]
