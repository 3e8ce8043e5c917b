"""Holding a page as it is now, for somebody who may write it: they may no longer, once its readers have changed."""

from __future__ import annotations

from typing import Any

from django.db.models import BigIntegerField, QuerySet
from django.utils.translation import gettext as _

from palabre.people.models import Person
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.web.prepared_query import prepared
from palabre.wiki.models import Page
from palabre.wiki.permissions import can_write_page


class NotHers(Refusal):
    """The person may no longer write the page: their rights changed after they opened the form."""

    status = 403


def hold_page(page: Page, *, by: Person | None) -> None:
    """Lock the space of `page`, and give it the readers that it has now. Raises what `writable` raises."""
    Space.hold(page.space_id)
    page.audience = writable(page, by).audience


def writable(page: Page, by: Person | None) -> Page:
    """Return the page as it is now. Raise a Refusal when it is deleted, or when `by` may no longer write it."""
    now: Page | None = next(iter(as_it_is(page=page.pk)), None)
    if now is None or not can_write_page(by, now):
        raise NotHers(
            _("You cannot write in this page any longer."),
            instead=_("Ask somebody who writes in it to open it to you."),
        )
    return now


@prepared(page=BigIntegerField())
def as_it_is(page: Any) -> QuerySet[Page]:
    return Page.objects.select_related("audience", "space").filter(pk=page)
