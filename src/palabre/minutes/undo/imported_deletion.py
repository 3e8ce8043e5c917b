"""Deletion of rows that an import made, as long as nobody else has used them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import batched
from typing import Any

from palabre.groups.models import RoleCall
from palabre.groups.roles.succession import OPENED
from palabre.journal.models import Entry
from palabre.meetings.models import Asked, BroughtNeed
from palabre.minutes.models import Import, Imported, Recognised
from palabre.minutes.plan.lived_rows import Lived
from palabre.minutes.plan.row_maker import Row
from palabre.minutes.undo.row_cascade import MANY, Cascade, Refs, Tied, by_model, key_of, pointing
from palabre.notes.models import Revision, Snapshot, Update
from palabre.people.models import Link, Person
from palabre.post.models import Letter
from palabre.wiki.models import Attachment, Comment, FormerAddress, Passage, Reference, Watch


@dataclass(frozen=True, slots=True)
class Deletion:
    """The bounds of a deletion: what the `readings` of these minutes made, the revisions that they have `written`.

    `touched` are the rows that others changed, `given` those to which others gave links, `hands` the ids of the persons
    whose own rows may go. `made` and
    `waiting` fill as rows are looked at: what the readings made, and the automatic calls that nobody else changed.
    `kinds` are those of the touched rows.
    """

    reading: Import
    readings: Collection[int]
    hands: Collection[int]
    written: Collection[tuple[int | None, int]]
    touched: Refs
    given: Refs
    lived: Lived
    made: Refs = field(default_factory=set)
    waiting: set[int] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)

    def delete(self, rows: list[Row]) -> list[Row]:
        """Delete these rows, as if each went or stayed alone, in this order; return those that others use and stay."""
        self.kinds.update(kind for kind, _number in self.touched)
        by_key = {key_of(row): row for row in rows if not self.lived.holds(row)}
        _gone, left = Cascade.of(by_key.values(), self.refused, self.tied).delete(by_key, touched=self.touched)
        return [row for key, row in by_key.items() if key in left]

    def refused(self, rows: list[Row]) -> Refs:
        """Return which of these rows may not go. A query for each kind, and two for the calls."""
        for model, some in by_model(rows).items():
            for few in batched(some, MANY):
                self.look_at(model, [row.pk for row in few])
        return {key_of(row) for row in rows if not self.may_go(row)}

    def tied(self, key: Any, rows: list[Row]) -> Tied:
        """Return the rows that others wrote or changed, and that would lose one of these by this foreign key.

        What the minutes said or found is theirs to tie. A query where others changed rows of that kind, and one more
        where such rows are found.
        """
        kind = key.model._meta.label_lower
        if key.model is Import or kind not in self.kinds:
            return []
        found = pointing(key, rows).values_list("pk", key.attname)
        hers = {number: target for number, target in found if (kind, number) in self.touched}
        said = Imported.objects.filter(reading__in=self.readings, thing_kind=kind, thing_id__in=hers) if hers else ()
        theirs = {thing.thing_id for thing in said}
        return [((kind, number), target) for number, target in hers.items() if number not in theirs]

    def look_at(self, model: type[Row], numbers: list[int]) -> None:
        """Note what the readings made of these rows, and which of these calls wait as they were opened."""
        kind = model._meta.label_lower
        things = Imported.objects.filter(reading__in=self.readings, made=True, thing_kind=kind, thing_id__in=numbers)
        self.made.update((kind, number) for number in things.values_list("thing_id", flat=True))
        if model is RoleCall:
            entries = Entry.objects.filter(subject_kind=kind, subject_id__in=numbers)
            changed = entries.exclude(verb=OPENED).exclude(by__in=self.hands)
            opened, since = (
                set(some.values_list("subject_id", flat=True)) for some in (entries.filter(verb=OPENED), changed)
            )
            self.waiting.update(opened - since)

    def may_go(self, row: Row) -> bool:
        if isinstance(row, Revision) and (row.note_id, row.number) in self.written:
            return True
        return key_of(row) not in self.given and not self.lived.holds(row) and self.belongs(row)

    def belongs(self, row: Row) -> bool:
        """Return whether the row was made by the import or these hands, or is only a trace of it."""
        if isinstance(row, Passage | Reference | FormerAddress | Snapshot | Recognised | BroughtNeed):
            return True  # what was recognised goes with its question, which is looked at
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
        if isinstance(row, RoleCall) and row.pk in self.waiting:
            return True
        if isinstance(row, Asked):  # by the margin, without an answer
            return row.answered_by_id is None or row.answered_by_id in self.hands
        return key_of(row) in self.made
