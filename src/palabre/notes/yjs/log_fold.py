"""Folds the log of a live note into its snapshot, which is all that the next one to open it has to load."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from palabre.notes.models import Note, Snapshot, Update
from palabre.notes.yjs import update_log
from palabre.notes.yjs.epochs import begin_anew
from palabre.notes.yjs.load_trial import loads_quickly
from palabre.notes.yjs.log_catch_up import lock

MOST_ROWS = 500  # of a log that is being written, since it was folded last


def fold_log(number: int, *, beyond: int = 0) -> None:
    """Fold the log of a note that has more than `beyond` new rows, or begin it anew when it would load too slowly.

    The document is tried before the row is locked; when it cannot be tried, or was saved meanwhile, nothing changes.
    Raises update_log.Unreadable.
    """
    now = Note.objects.select_related("space").filter(pk=number, is_live=True).first()
    if now is None or count_rows(now, are_new=beyond > 0) <= beyond:
        return
    live = update_log.opened(now)
    if live is None:
        return
    is_quick = False if live.is_slow else loads_quickly(live.doc.get_update())
    if is_quick is None:
        return
    with transaction.atomic():
        locked = lock(now)
        if locked is None or saved(locked) != saved(now):
            return
        if is_quick:
            update_log.fold(locked, live)
        else:
            begin_anew(locked)


def count_rows(note: Note, *, are_new: bool) -> int:
    """Count the rows of the log; only those after the last folding, where `are_new`: others stay for a minute."""
    rows = Update.objects.filter(note=note, epoch=note.epoch)
    folded_at = Snapshot.objects.filter(note=note, epoch=note.epoch).values_list("at", flat=True).first()
    if are_new and folded_at is not None and folded_at <= timezone.now():  # not by a clock that was ahead
        rows = rows.filter(at__gt=folded_at)
    return rows.count()


def saved(note: Note) -> tuple[int, int, int]:
    return note.epoch, note.revision, note.covers
