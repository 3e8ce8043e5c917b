"""Removal of a page by any member who writes it, with its undo. A removed page is deleted after a month.

A removed page has an audience of nobody: what its readers were is kept with it, and given back by the undo. Minutes
are not removed here: an import is undone, and a meeting keeps what was said in it.
"""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction
from django.db.models import BigIntegerField, Exists, Model, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from palabre.journal.models import Entry, kind_of, record
from palabre.people.models import Audience, AudienceKind, Person, readable
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.web.prepared_query import prepared
from palabre.wiki import permissions
from palabre.wiki.hooks import page_keepers
from palabre.wiki.models import Page
from palabre.wiki.readers.page_audience import move

EVERY = datetime.timedelta(hours=12)
KEPT = datetime.timedelta(days=30)
AT_ONCE = 200  # pages deleted in one run
MOST = 200  # removed pages on one screen


class PageGone(Refusal):
    """The page was removed while somebody wrote in it, or the month in which it could come back is over."""

    status = 410


def remove_page(page: Page, *, by: Person, at: datetime.datetime) -> bool:
    """Remove the page from every list; return whether it was there. Idempotent.

    Raises a Refusal when `by` may not, and for minutes.
    """
    with transaction.atomic():
        now = page_for_update(page.pk)
        if now.removed_at is not None:
            return False
        if not permissions.can_remove_page(by, now):
            raise Refusal(_("Only members who can write this page can remove it."))
        refuse_minutes(now)
        tell_readers(now, by=by)
        now.be_removed(at, by=by)
        move(now, Audience.objects.create(space=now.space, kind=AudienceKind.SEATS))
        return True


def restore_page(page: Page, *, by: Person) -> bool:
    """Undo the removal: the page has its readers, its place and its address again. Idempotent."""
    with transaction.atomic():
        now = page_for_update(page.pk)
        if now.removed_at is None or now.readers_before is None:
            return False
        if not permissions.can_restore_page(by, now):
            raise Refusal(_("Only members who could write this page can put it back."))
        nobody, readers = now.audience, now.readers_before
        now.come_back()
        move(now, readers)
        Entry.objects.filter(audience=nobody).update(audience=readers)  # of files deleted meanwhile
        nobody.delete()
        record("page.put_back", now, by=by)
        return True


def delete_removed_pages(at: datetime.datetime) -> None:
    """Scheduled task: delete what was removed a month ago, with its text, its versions and its news."""
    due = Q(removed_at__lte=at - KEPT)
    for number, space in Page.objects.filter(due).order_by("pk").values_list("pk", "space")[:AT_ONCE]:
        with transaction.atomic():
            Space.hold(space)
            page = Page.objects.filter(due, pk=number).select_related("note", "audience").first()
            if page is None:
                continue
            note, nobody = page.note, page.audience
            page.delete()
            note.delete()
            nobody.delete()  # and what only it could read: entries, search documents
            Space.touch(space)


def removed_pages(person: Person) -> QuerySet[Page]:
    """Return the removed pages that the person could read, the latest removal first."""
    rows = Page.objects.filter(readable(person, of="readers_before"), space=person.space_id, removed_at__isnull=False)
    return rows.select_related("removed_by", "readers_before").order_by("-removed_at", "-pk")


def removed_page_at(slug: str, *, space: Space, person: Person | None) -> Page | None:
    """Return the removed page with this address, now or formerly, if the person could read it."""
    if person is not None and person.space_id != space.pk:
        return None
    rows = Page.objects.filter(readable(person, of="readers_before"), space=space, removed_at__isnull=False)
    there = rows.filter(Q(slug=slug) | Q(former_addresses__slug=slug))
    return there.select_related("removed_by", "readers_before").order_by("-pk").first()


def is_minutes(page: Page) -> bool:
    """Return whether a row of another slice stands on the page: one query."""
    keepers = tuple(page_keepers)
    return bool(keepers and kept_page(page=page.pk, keepers=keepers))


@prepared(page=BigIntegerField())
def kept_page(page: Any, keepers: tuple[tuple[type[Model], str], ...]) -> QuerySet[Page, Any]:
    """Return the id of this page if a row of one of these models stands on it, by this field."""
    standing = Q()
    for model, field in keepers:
        standing |= Q(Exists(model._default_manager.filter(**{field: OuterRef("pk")})))
    return Page.objects.filter(standing, pk=page).values_list("pk", flat=True)


def refuse_minutes(page: Page) -> None:
    """Raise a Refusal for a page that a row of another slice stands on."""
    if is_minutes(page):
        raise Refusal(
            _("These are the minutes of a meeting: they stay with it."),
            instead=_("You can keep them to fewer people, or undo their reading if they were brought by mistake."),
        )


def tell_readers(page: Page, *, by: Person) -> None:
    """Tell those who read it until now, by the title that it has: this news stays with them."""
    is_public = page.audience.kind == AudienceKind.PUBLIC
    Space.touch(page.space_id)
    Entry.objects.create(
        space=page.space,
        audience=Audience.of_space(page.space) if is_public else page.audience,
        verb="page.removed",
        subject_kind=kind_of(page.space),
        subject_id=page.space_id,
        by=by,
        facts={"title": page.title},
    )


def page_for_update(number: int) -> Page:
    """Lock the space of the page, and return the page as it is now."""
    Space.hold(Page.objects.values_list("space", flat=True).get(pk=number))
    return Page.objects.select_related("space", "audience", "readers_before").get(pk=number)
