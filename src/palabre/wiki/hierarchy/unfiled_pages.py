"""« À ranger »: pages that stand under no other one, above none, and in nobody's circle."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from palabre.people.models import AudienceKind
from palabre.spaces.models import Space
from palabre.wiki.hierarchy.page_tree import Leaf
from palabre.wiki.models import Page

MOST = 12  # the last written ones
type PlacedPages = Callable[[Space], set[int]]  # ids of the pages whose place is another thing, as of a meeting


def unfiled_among(top: Iterable[Leaf], placed: set[int]) -> list[Page]:
    """Return the pages of the top level that have no place, the last created first. Their audience is loaded."""
    found = [leaf.page for leaf in top if not leaf.under and is_without_place(leaf.page, placed)]
    return sorted(found, key=lambda page: -page.pk)[:MOST]


def is_without_place(page: Page, placed: set[int]) -> bool:
    is_at_top = page.parent_id is None and page.audience.kind != AudienceKind.SEATS
    return is_at_top and not page.is_template and page.pk not in placed
