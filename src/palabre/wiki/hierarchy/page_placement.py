"""Putting a page under another one: the tree of the pages, without a circle, no deeper than one finds one's way."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.journal.models import record
from palabre.people.models import Person
from palabre.refusal import Refusal
from palabre.wiki.hierarchy.page_tree import DEEPEST, Branches
from palabre.wiki.models import Page
from palabre.wiki.page_lock import hold_page


class NoPlaceThere(Refusal):
    """The tree would go round in a circle, or too deep."""


def place(page: Page, under: Page | None, *, by: Person) -> bool:
    """Put the page under another of its space, or at the top, and say whether that changed anything.

    The caller has made sure that `by` may read `under`. Raises NoPlaceThere, or a Refusal when `by` may not write it.
    """
    with transaction.atomic():
        hold_page(page, by=by)
        page.refresh_from_db(fields=["parent"])
        if page.parent_id == (under.pk if under else None):
            return False
        if under is not None:
            there_is_place(page, under)
        page.stand_under(under)
        record("page.moved", page, by=by)
    return True


def there_is_place(page: Page, under: Page) -> None:
    branches = Branches.of(page.space)
    above = [under.pk, *branches.above(under.pk)]
    if page.pk in above:
        raise NoPlaceThere(
            _("“%(page)s” cannot go there: that page is itself under it.") % {"page": page.title},
            instead=_("Choose a page that is not under this one."),
        )
    if len(above) + branches.height(page.pk) > DEEPEST:
        raise NoPlaceThere(
            _("That would be more than %(number)d levels of pages.") % {"number": DEEPEST},
            instead=_("Choose a page that stands higher."),
        )
