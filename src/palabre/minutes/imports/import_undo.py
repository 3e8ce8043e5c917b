"""Take away what an import made, as long as nobody else leaned on it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db import models, router, transaction
from django.db.models import Exists, OuterRef
from django.db.models.deletion import Collector, ProtectedError, RestrictedError
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.groups.roles.group_audience import keep_in_step
from palabre.journal.models import Entry, record
from palabre.meetings.models import Asked
from palabre.minutes.doubts.answer_undo import restore_noted_values
from palabre.minutes.letters.named_people import abouts
from palabre.minutes.models import Doubt, Import, Imported, Recognised
from palabre.minutes.plan.row_maker import Row, load_rows, ref
from palabre.notes.models import Revision, Snapshot, Update
from palabre.people.models import Link, Person
from palabre.post.models import Letter
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.wiki.models import Attachment, FormerAddress, Passage, Reference, Watch

Refs = set[tuple[str, int]]


def undo_import(reading: Import, *, by: Person) -> None:
    """Take the whole import away, its corrections included, as if it had not been. The trace of it stays.

    Raises a Refusal when somebody else wrote since. Undoing twice changes nothing.
    """
    with transaction.atomic():
        Space.hold(reading.space_id)
        reading = Import.objects.select_related("space", "audience").get(pk=reading.pk)
        if reading.undone_at is not None:
            return
        if reading.corrections.exists():
            undo_import(reading.corrections.get(), by=by)
            return
        if not is_alone(reading):
            raise somebody_wrote()
        if Letter.objects.filter(about__in=abouts(reading), sent_at__isnull=False).exists():
            raise somebody_was_told()
        for doubt in settled(reading):
            restore_noted_values(doubt.undo, by=by, at=timezone.now())
        things = latest_of(chain(reading))
        if delete_imported_rows(things, reading=reading):
            raise somebody_wrote()
        mark_undone(reading)
        keep_in_step(reading.space_id)
        record("import.undone", reading, by=by)


def somebody_wrote() -> Refusal:
    return Refusal(
        _("Somebody else has written here since: removing everything would remove their words too."),
        instead=_("Remove or correct one thing at a time."),
    )


def somebody_was_told() -> Refusal:
    return Refusal(
        _("Messages about these minutes have gone out: their links would stop working."),
        instead=_("Give a corrected text: only the differences change."),
    )


def is_alone(reading: Import) -> bool:
    """Did nobody but the importer answer a doubt, or touch a thing, of these minutes? Asks two questions."""
    made = Imported.objects.filter(
        reading__in=chain(reading), made=True, thing_kind=OuterRef("subject_kind"), thing_id=OuterRef("subject_id")
    )
    entries = Entry.objects.filter(space=reading.space_id).exclude(by=reading.by_id)
    answered = settled(reading).exclude(settled_by=reading.by_id)
    return not entries.filter(Exists(made)).exists() and not answered.exists()


def settled(reading: Import) -> models.QuerySet[Doubt]:
    """Return the doubts of these minutes that somebody answered, the latest answer first."""
    answered = Doubt.objects.filter(reading__in=chain(reading)).exclude(settled_by=None)
    return answered.order_by("-settled_at", "-pk")


def mark_undone(reading: Import | None) -> None:
    while reading is not None:
        Import.objects.filter(pk=reading.pk).update(undone_at=timezone.now())
        reading = reading.corrects


def latest_of(readings: list[int]) -> list[Imported]:
    """Return what these readings made, each thing once, the last made first."""
    once = {ref(thing): thing for thing in Imported.objects.filter(reading__in=readings, made=True).order_by("pk")}
    return sorted(once.values(), key=lambda thing: -thing.pk)


def touched_by_others(reading: Import, *, hands: Collection[int] = ()) -> Refs:
    """Return the things of the space to which somebody but the importer, and these hands, did something."""
    entries = Entry.objects.filter(space=reading.space_id).exclude(by__in=[reading.by_id, *hands])
    return set(entries.values_list("subject_kind", "subject_id"))


def delete_imported_rows(things: list[Imported], *, reading: Import, hands: Collection[int] = ()) -> list[Row]:
    """Delete the rows behind these things, in this order; return those that others lean on, which stay.

    What an import made leans on itself only: a row goes when everything that would go with it was made by the
    import too, and nobody else touched it. What these `hands` (persons) did is no reason to stay.
    """
    made = {ref(thing) for thing in latest_of(chain(reading))}
    touched, rows = touched_by_others(reading, hands=hands), load_rows(things)
    gone: Refs = set()
    left = []
    for key in [ref(thing) for thing in things if thing.made and ref(thing) in rows]:
        taken = [] if key in gone else taken_with(rows[key])
        if taken is None or key in touched or not all(belongs(row, made, reading) for row in taken):
            left.append(rows[key])
        elif taken:
            gone |= {(row._meta.label_lower, row.pk) for row in taken}
            rows[key].delete()
    return left


def chain(reading: Import | None) -> list[int]:
    """Return the numbers of this reading and of those that it corrects."""
    numbers = []
    while reading is not None:
        numbers.append(reading.pk)
        reading = reading.corrects
    return numbers


def taken_with(row: Row) -> list[Row] | None:
    """Return everything that would be deleted with `row`; None when something forbids it."""
    collector = Collector(using=router.db_for_write(type(row)), origin=row)
    try:
        collector.collect([row])
    except (ProtectedError, RestrictedError):
        return None
    taken: list[Row] = [other for rows in collector.data.values() for other in rows]
    fast: Iterable[models.QuerySet[Any]] = collector.fast_deletes
    return taken + [other for rows in fast for other in rows]


def belongs(row: Row, made: Refs, reading: Import) -> bool:
    """Is this row the import's own, or a mere trace of it? What the importer did herself is."""
    if isinstance(row, Passage | Link | Reference | FormerAddress | Snapshot):
        return True
    if isinstance(row, Letter):
        return row.sent_at is None
    if isinstance(row, Revision | Update | Attachment):
        return row.by_id == reading.by_id
    if isinstance(row, Watch | Revision.hands.through):
        return bool(row.person_id == reading.by_id)
    if isinstance(row, Asked | Recognised):  # what the margin asked, and nobody answered
        asked = row if isinstance(row, Asked) else row.asked
        return asked.answered_by_id in (None, reading.by_id)
    return (row._meta.label_lower, row.pk) in made
