"""Target of a wiki link: the page with this slug, else with this title, else formerly with this slug.

Only pages that the person may read are considered: any other one counts as unwritten.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db.models import BigIntegerField, Exists, OuterRef, Q, QuerySet, TextField

from palabre.people.erasures.delayed_erasure import is_hidden
from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.people.reader_queries import prepared_reading
from palabre.pure.french import slug
from palabre.spaces.models import Space
from palabre.web.prepared_query import ListOf
from palabre.wiki.models import FormerAddress, Page, Reference

KIND = Page._meta.label_lower
LONGEST = 80  # characters of a slug
MOST_WANTED = 500  # unwritten pages shown for one space
MOST_LINKS = 5_000  # links read to find them


@dataclasses.dataclass(frozen=True, slots=True)
class Wanted:
    """An unwritten page: its most frequent title, and the pages that link to it."""

    title: str
    by: tuple[Page, ...]


def title_key(title: str) -> str:
    """Return the slug that a link to `title` is looked up by first."""
    return slug(title)[:LONGEST]


def pages_of(titles: Iterable[str], *, space: Space, person: Person | None) -> dict[str, Page]:
    """Return the target of each of these titles for `person`, in two queries at most; none without titles."""
    keys = {title: title_key(title) for title in titles}
    if not keys:
        return {}
    by_slug: dict[str, Page] = {}
    by_title: dict[str, Page] = {}
    for page in pages_called(Reader.here(space, person), slugs=sorted(set(keys.values())), titles=sorted(keys)):
        by_slug[page.slug] = by_title[page.title] = page  # of two pages with one title, the older one
    lost = {key for title, key in keys.items() if key not in by_slug and title not in by_title}
    former = formerly_at(lost, space=space, person=person)
    found = {title: by_slug.get(key) or by_title.get(title) or former.get(key) for title, key in keys.items()}
    return {title: page for title, page in found.items() if page is not None}


@prepared_reading(slugs=ListOf(TextField()), titles=ListOf(TextField()))
def pages_called(rights: Any, slugs: Any, titles: Any) -> Any:
    """Return the pages with one of these slugs or titles, the latest first."""
    return rights.may_read(Page).filter(Q(slug__in=slugs) | Q(title__in=titles)).order_by("-pk")


def formerly_at(keys: Iterable[str], *, space: Space, person: Person | None) -> dict[str, Page]:
    """Return the page that had each of these slugs before it was renamed.

    A slug that holds a name being removed leads only members to its page.
    """
    wanted = {key for key in keys if key}
    if not wanted:
        return {}
    found = {}
    for row in former_addresses(Reader.here(space, person), slugs=sorted(wanted)):
        row.page.space = space
        if (person is not None and person.is_member) or not is_hidden(space, row.slug, (KIND, row.page_id)):
            found[row.slug] = row.page
    return found


@prepared_reading(slugs=ListOf(TextField()))
def former_addresses(rights: Any, slugs: Any) -> QuerySet[FormerAddress]:
    rows = FormerAddress.objects.filter(rights.readable(of="page__audience"), space=rights.space, slug__in=slugs)
    return rows.select_related("page")


def leading_to(page: Page, *, person: Person | None) -> list[Page]:
    """Return the pages whose text links to `page` and that `person` may read, by title: one query most often.

    A link by another slug than the page's current one may now lead to another page: that is one query more.
    """
    keys = sorted({page.slug, title_key(page.title)})
    links = references_to(Reader.here(page.space, person), page=page.pk, keys=keys)
    doubtful = {link.title for link in links if link.key != page.slug}
    led = pages_of(doubtful, space=page.space, person=person)
    found = [link.page for link in links if link.key == page.slug or led.get(link.title) == page]
    for one in found:
        one.space = page.space
    return list(dict.fromkeys(found))


@prepared_reading(page=BigIntegerField(), keys=ListOf(TextField()))
def references_to(rights: Any, page: Any, keys: Any) -> QuerySet[Reference]:
    """Return the links of other pages by these slugs, or by a former slug of the page."""
    former = FormerAddress.objects.filter(page=page).values("slug")
    rows = Reference.objects.filter(Q(key__in=keys) | Q(key__in=former), rights.readable(of="page__audience"))
    return rows.filter(space=rights.space).exclude(page=page).select_related("page").order_by("page__title", "page")


def wanted_in(space: Space, *, person: Person | None) -> list[Wanted]:
    """Return the unwritten pages that texts link to, for `person`, those with most links first."""
    hers = space.page_set.visible_to(person)
    at_former = FormerAddress.objects.filter(slug=OuterRef("key"), space=space, page__in=hers)
    rows = space.references.filter(page__in=hers).exclude(Exists(hers.filter(slug=OuterRef("key"))) | Exists(at_former))
    links: dict[str, list[Reference]] = {}
    for link in rows.select_related("page").order_by("page__title", "pk")[:MOST_LINKS]:
        links.setdefault(link.key, []).append(link)
    titles = {link.title for some in links.values() for link in some}
    there = set(hers.filter(title__in=titles).values_list("title", flat=True)) if titles else set()
    found = [as_wanted(space, [link for link in some if link.title not in there]) for some in links.values()]
    return sorted((one for one in found if one.by), key=lambda one: (-len(one.by), one.title.lower()))[:MOST_WANTED]


def as_wanted(space: Space, links: list[Reference]) -> Wanted:
    titles = Counter(link.title for link in links)
    for link in links:
        link.page.space = space
    return Wanted(max(titles, key=lambda title: titles[title], default=""), tuple(link.page for link in links))
