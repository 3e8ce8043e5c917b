"""The restricted pages that the screen of a page may show: itself, those above and under it, those it links with.

Those that share a name with it count too: where a link leads depends on which of them the reader may read. A page
whose text asks for more, by a list, a picture, or lines in which things were read, may show any of them.

All of this is remembered for a `wide_version` of the space, and the revision of the text of the page.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import BigIntegerField, QuerySet, SlugField

from palabre.notes.markdown.holes import wanted
from palabre.notes.models import Note
from palabre.people.models import restricting
from palabre.web.page_cache import kept_for_a_version
from palabre.web.prepared_query import ListOf, prepared
from palabre.wiki.hierarchy.page_tree import ancestors
from palabre.wiki.lines.passages import passages_of
from palabre.wiki.link_targets import title_key
from palabre.wiki.models import FormerAddress, Page, Reference

KINDS = ("wiki.page", "wiki.attachment", "notes.note")  # that are read by the audience of a page
ASKS_MORE = ("<img", "data-list=")
REVISION = (
    f"SELECT n.revision FROM {Page._meta.db_table} p JOIN {Note._meta.db_table} n ON n.id = p.note_id "
    "WHERE p.space_id = %s AND p.slug = %s"
)


@dataclasses.dataclass(frozen=True, slots=True)
class PageShown:
    """The page of a screen: the keys that lead to it, those that it leads to, the titles it writes, what is above."""

    number: int
    names: frozenset[str]
    titles: frozenset[str]
    keys: frozenset[str]
    above: frozenset[int]


@dataclasses.dataclass(frozen=True, slots=True)
class RestrictedPage:
    page: Page
    names: frozenset[str]
    keys: frozenset[str]

    def is_near(self, shown: PageShown) -> bool:
        """Return whether this page is the one shown, stands above or under it, links with it, or shares a name."""
        if self.page.pk in shown.above or self.page.parent_id == shown.number or self.page.title in shown.titles:
            return True
        return not (self.names.isdisjoint(shown.keys | shown.names) and self.keys.isdisjoint(shown.names))


@kept_for_a_version
def audiences_near(
    slug: str, held: tuple[int, ...], *, is_member: bool, space: int, version: int, revision: int | None
) -> frozenset[int]:
    """Return which of these audiences restrict a page that the screen of the page with this slug may show."""
    restricted = restricted_pages(held, is_member=is_member, space=space, version=version)
    if not restricted:
        return frozenset()
    shown = page_shown(slug, space=space, version=version, revision=revision)
    if shown is None:
        return frozenset(held)
    return frozenset(one.page.audience_id for one in restricted if one.is_near(shown))


@kept_for_a_version
def restricted_pages(held: tuple[int, ...], *, is_member: bool, space: int, version: int) -> tuple[RestrictedPage, ...]:
    pages = pages_of_audiences(space=space, audiences=held, kinds=restricting(is_member=is_member))
    if not pages:
        return ()
    names = names_of(pages)
    keys: defaultdict[int, set[str]] = defaultdict(set)
    for link in links_of(pages=list(names)):
        keys[link.page_id] |= {link.key, title_key(link.title)}
    return tuple(RestrictedPage(one, frozenset(names[one.pk]), frozenset(keys[one.pk])) for one in pages)


@kept_for_a_version
def page_shown(slug: str, *, space: int, version: int, revision: int | None) -> PageShown | None:
    """Return the page; None for no page, and for a text that may show any page."""
    page = next(iter(page_to_show(space=space, slug=slug)), None)
    if page is None or any(sign in page.note.body_html for sign in ASKS_MORE) or passages_of(page=page.pk):
        return None
    titles = frozenset(wanted(page.note.body_html))
    above = frozenset(number for number in next(iter(ancestors(page=page.pk)), ()) if number)
    names = frozenset(names_of([page])[page.pk])
    return PageShown(page.pk, names, titles, frozenset(title_key(title) for title in titles), above)


@kept_for_a_version
def revision_of(slug: str, *, space: int, version: int) -> int | None:
    """Return the revision of the text of the page, None for no page, at this version of the space.

    In plain SQL: while somebody writes, every view of a kept page asks.
    """
    with connection.cursor() as cursor:
        cursor.execute(REVISION, [space, slug])
        found = cursor.fetchone()
    return found[0] if found else None


def names_of(pages: Iterable[Page]) -> dict[int, set[str]]:
    """Return, by the id of each page, every key by which a link may lead to it."""
    names = {one.pk: {one.slug, title_key(one.title)} for one in pages}
    for row in formerly(pages=list(names)):
        names[row.page_id].add(row.slug)
    return names


@prepared(space=BigIntegerField(), audiences=ListOf(BigIntegerField()))
def pages_of_audiences(space: Any, audiences: Any, kinds: tuple[str, ...]) -> QuerySet[Page]:
    return Page.objects.filter(space=space, audience__in=audiences, audience__kind__in=kinds)


@prepared(space=BigIntegerField(), slug=SlugField())
def page_to_show(space: Any, slug: Any) -> QuerySet[Page]:
    return Page.objects.filter(space=space, slug=slug).select_related("note")


@prepared(pages=ListOf(BigIntegerField()))
def links_of(pages: Any) -> QuerySet[Reference]:
    return Reference.objects.filter(page__in=pages)


@prepared(pages=ListOf(BigIntegerField()))
def formerly(pages: Any) -> QuerySet[FormerAddress]:
    return FormerAddress.objects.filter(page__in=pages)
