"""Giving a page another title, and the address that goes with it. The former address leads to the page for ever."""

from __future__ import annotations

from django.db import transaction

from palabre.journal.models import record
from palabre.people.erasures.refused_names import keep_out
from palabre.people.models import Person
from palabre.wiki.models import Page
from palabre.wiki.page_lock import hold_page


def rename(page: Page, title: str, *, by: Person) -> bool:
    """Call the page `title`, and say whether that changed anything. Links by its former title still lead to it.

    Raises a Refusal when `by` may not write the page.
    """
    keep_out(page.space, title)
    with transaction.atomic():
        hold_page(page, by=by)  # two pages of one title ask for one address
        page.refresh_from_db(fields=["title", "slug"])
        former = page.title
        if title == former:
            return False
        page.be_called(title)
        record("page.renamed", page, by=by, former=former)
    return True
