"""The lists of pages that a page may ask for: the latest ones, and those under it."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from palabre.people.reader import Reader
from palabre.web import dates_in_words
from palabre.wiki.hooks import LivingList, Row, register_list
from palabre.wiki.models import Page

LATEST = 10


def register_page_lists() -> None:
    register_list(
        LivingList(
            fr="pages récentes",
            en="recent pages",
            label=_("Recent pages"),
            empty=_("No other page yet. A page begins with a few words."),
            rows=recent,
            whole=("wiki:pages", _("All the pages")),
            most=LATEST,
        )
    )
    register_list(
        LivingList(
            fr="pages sous celle-ci",
            en="pages under this one",
            label=_("Pages under this one"),
            empty=_("No page under this one yet."),
            rows=under,
        ),
        also=("sous-pages", "subpages"),
    )


def recent(reader: Reader, page: Page | None, most: int) -> list[Row]:
    """The pages that changed last, without the one that asks."""
    rows = reader.may_read(Page).select_related("note").order_by("-note__changed_at", "-pk")
    return as_rows(reader, rows.exclude(pk=page.pk) if page else rows, most)


def under(reader: Reader, page: Page | None, most: int) -> list[Row]:
    if page is None:
        return []
    return as_rows(
        reader, reader.may_read(Page).filter(parent=page).select_related("note").order_by("title", "pk"), most
    )


def as_rows(reader: Reader, pages: Any, most: int) -> list[Row]:
    found = reader.fetch(pages.only("title", "slug", "space", "audience", "note__changed_at"), most=most)
    return [Row(page.title, page.get_absolute_url(), (when(page, reader),)) for page in found]


def when(page: Page, reader: Reader) -> str:
    return dates_in_words.distance(timezone.localdate(page.note.changed_at), today=reader.today)
