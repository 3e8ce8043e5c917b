"""« Suivre cette page »: notices when a page changes, until it is unwatched. Watches are private."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import BigIntegerField, QuerySet

from palabre.journal.models import Entry
from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.people.reader_queries import prepared_reading
from palabre.wiki.models import Page, Watch

STRETCH = datetime.timedelta(minutes=30)  # changes within this time give one notice
CHANGES = ("page.written", "page.restored", "page.renamed")
FOLLOWS = (
    f"SELECT 1 FROM {Watch._meta.db_table} w JOIN {Page._meta.db_table} p ON p.id = w.page_id "
    "WHERE w.person_id = %s AND p.space_id = %s AND p.slug = %s"
)


def watch(page: Page, *, by: Person) -> None:
    """Notify `by` of changes of the page. Idempotent."""
    Watch.objects.get_or_create(page=page, person=by)


def leave_alone(page: Page, *, by: Person) -> None:
    page.watches.filter(person=by).delete()


def follows(person: Person, slug: str) -> bool:
    """Return whether the person follows the page with this slug.

    In plain SQL, because every view of a cached page asks.
    """
    with connection.cursor() as cursor:
        cursor.execute(FOLLOWS, [person.pk, person.space_id, slug])
        return cursor.fetchone() is not None


def watched_by(reader: Reader) -> list[Page]:
    """Return the pages that the reader follows and may read, by title."""
    if reader.person is None:
        return []
    return pages_watched(reader, person=reader.person.pk)


@prepared_reading(person=BigIntegerField())
def pages_watched(rights: Any, person: Any) -> Any:
    return rights.may_read(Page).filter(watches__person=person).order_by("title", "pk")


def watchers(entry: Entry) -> Iterable[Person]:
    """Return the watchers of the page who were not notified of this stretch of changes, or of comments, yet.

    Earlier changes of the stretch made only by the watcher do not count: they gave that watcher no notice.
    """
    return watchers_beside(entry, set(of_stretch(entry).values_list("by", flat=True)))


def of_stretch(entry: Entry) -> QuerySet[Entry]:
    """Return the earlier changes of the stretch, or comments."""
    return Entry.objects.filter(
        subject_kind=entry.subject_kind,
        subject_id=entry.subject_id,
        verb__in=CHANGES if entry.verb in CHANGES else (entry.verb,),
        pk__lt=entry.pk,
        at__gt=entry.at - STRETCH,
    )


def watchers_beside(entry: Entry, hands: set[int | None]) -> list[Person]:
    """Return the watchers of the page, but those who were told of what others of these persons (ids) did before."""
    rows = Watch.objects.filter(page=entry.subject_id).select_related("person")
    return [row.person for row in rows if not hands - {row.person_id}]
