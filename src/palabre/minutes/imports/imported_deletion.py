"""Deletion of rows that an import made, as long as nobody else has used them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models, router
from django.db.models.deletion import Collector, ProtectedError, RestrictedError

from palabre.groups.models import RoleCall
from palabre.groups.roles.succession import OPENED, is_automatic
from palabre.journal.models import Entry, kind_of
from palabre.meetings.models import Asked
from palabre.minutes.models import Import, Recognised
from palabre.minutes.plan.lived_rows import Lived
from palabre.minutes.plan.row_maker import Row
from palabre.notes.models import Note, Revision, Snapshot, Update
from palabre.people.models import Link, Person
from palabre.post.models import Letter
from palabre.wiki.models import Attachment, Comment, FormerAddress, Passage, Reference, Watch

Refs = set[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Deletion:
    """The bounds of a deletion: kind and id of what the import `made`, revisions that its readings have `written`.

    `touched` are the rows that others changed, `hands` the ids of the persons whose own rows may go.
    """

    reading: Import
    hands: Collection[int]
    made: Refs
    written: Collection[tuple[int | None, int]]
    touched: Refs
    lived: Lived

    def delete(self, rows: list[Row]) -> list[Row]:
        """Delete these rows, in this order; return those that are used by others and stay.

        All go together where all may go: some queries for each kind of row, and for the note, which only goes once its
        page went. Otherwise each goes or stays alone.
        """
        rows = [row for row in rows if not self.lived.holds(row)]
        together = [row for row in rows if not isinstance(row, Note)]
        whole = taken_with(together) if together else None
        if whole is not None and not self.touched & {key_of(row) for row in rows}:
            collector, taken = whole
            if all(self.may_go(row) for row in taken):
                collector.delete()
                rows = [row for row in rows if isinstance(row, Note)]
        return self.delete_one_by_one(rows)

    def delete_one_by_one(self, rows: list[Row]) -> list[Row]:
        gone: Refs = set()
        left = []
        for row in rows:
            if key_of(row) in gone:
                continue
            whole = taken_with([row])
            if whole is None or key_of(row) in self.touched or not all(self.may_go(one) for one in whole[1]):
                left.append(row)
                continue
            gone |= {key_of(one) for one in whole[1]}
            row.delete()
        return left

    def may_go(self, row: Row) -> bool:
        if isinstance(row, Revision) and (row.note_id, row.number) in self.written:
            return True
        return not self.lived.holds(row) and self.belongs(row)

    def belongs(self, row: Row) -> bool:
        """Return whether the row was made by the import or these hands, or is only a trace of it."""
        if isinstance(row, Passage | Reference | FormerAddress | Snapshot):
            return True
        if isinstance(row, Link):
            return row.revoked_at is not None or row.made_by_id is None or row.made_by_id in self.hands
        if isinstance(row, Letter):
            return row.sent_at is None and (row.by_id is None or row.by_id in self.hands)
        if isinstance(row, Person) and row.email and row.address_by_id not in (None, *self.hands):
            return False
        if isinstance(row, Revision | Update | Attachment | Comment):
            return row.by_id in self.hands
        if isinstance(row, Watch | Revision.hands.through):
            return bool(row.person_id == self.reading.by_id)
        if isinstance(row, RoleCall) and is_automatic(row):
            since = Entry.objects.filter(subject_kind=kind_of(row), subject_id=row.pk).exclude(verb=OPENED)
            return not since.exclude(by__in=self.hands).exists()
        if isinstance(row, Asked | Recognised):  # asked by the margin, without an answer
            asked = row if isinstance(row, Asked) else row.asked
            return asked.answered_by_id is None or asked.answered_by_id in self.hands
        return key_of(row) in self.made


def taken_with(rows: list[Row]) -> tuple[Collector, list[Row]] | None:
    """Return all that would be deleted with `rows`; None when a foreign key forbids it."""
    collector = Collector(using=router.db_for_write(Import))
    by_model: dict[type[Row], list[Row]] = defaultdict(list)
    for row in rows:
        by_model[type(row)].append(row)
    try:
        for some in by_model.values():
            collector.collect(some)
    except (ProtectedError, RestrictedError):
        return None
    taken: list[Row] = [other for others in collector.data.values() for other in others]
    fast: Iterable[models.QuerySet[Any]] = collector.fast_deletes
    return collector, taken + [other for others in fast for other in others]


def key_of(row: Row) -> tuple[str, int]:
    return (row._meta.label_lower, row.pk)
