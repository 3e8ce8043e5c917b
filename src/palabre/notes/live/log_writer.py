"""Writes what rooms hand over: the log at once, in batches, in one thread; the text later, in another.

SAVED is only sent for rows on disk. When the database is unavailable, writes are retried, and meanwhile nothing is
reported as saved.
"""

from __future__ import annotations

import dataclasses
import logging
import queue
import threading
import time
from collections.abc import Callable
from enum import Enum

from django.db import DatabaseError, close_old_connections, connection, transaction

from palabre.notes.models import Note, Update
from palabre.notes.yjs.client_owners import Claims, keep_owners
from palabre.notes.yjs.log_catch_up import catch_up, is_caught_up
from palabre.notes.yjs.log_fold import MOST_ROWS, fold_log
from palabre.people.models import Person
from palabre.refusal import Refusal

GATHERED = 0.01  # seconds during which rows are collected into one batch
QUIET = 0.8  # seconds without a key before the text is saved
LATEST = 4.0  # seconds after the first key, however much is typed
PATIENCE = (0.1, 0.3, 1.0, 3.0)  # seconds between attempts while the database is unavailable; then the last one again
MOST_WAITING = 32 * 1024 * 1024  # bytes waiting to be written
logger = logging.getLogger(__name__)


class Fate(Enum):
    """Result of writing the rows that a room handed over."""

    KEPT = "kept"
    GONE = "gone"  # the note was deleted
    ANEW = "anew"  # a new epoch began meanwhile


type Done = Callable[[Fate], None]
type WrittenDown = Callable[[int, int], None]  # the note, its revision


@dataclasses.dataclass(frozen=True, slots=True)
class Rows:
    """Changes of one note in one epoch, each with its author; `done` is called from the scribe's thread.

    `claims` are the client ids that were reserved since the last ones.
    """

    note: int
    epoch: int
    changes: tuple[tuple[bytes, int | None], ...]
    done: Done
    claims: Claims = ()

    @property
    def size(self) -> int:
        return sum(len(change) for change, _by in self.changes)


class Scribe:
    """Two threads that live as long as the process. `written_down` is called from the second one."""

    def __init__(self, origin: str, *, written_down: WrittenDown) -> None:
        self.origin, self.written_down = origin, written_down
        self.waiting: queue.SimpleQueue[Rows] = queue.SimpleQueue()
        self.weight = 0  # bytes handed over and not written yet
        self.due: dict[int, tuple[float, float, bool]] = {}  # note → first key, last key, whether its room is empty
        self.wake = threading.Condition()
        for act in (self.append_for_ever, self.write_down_for_ever):
            threading.Thread(target=act, daemon=True, name=f"notes-{act.__name__.split('_')[0]}").start()

    @property
    def is_overloaded(self) -> bool:
        return self.weight > MOST_WAITING

    def hand_over(self, rows: Rows) -> None:
        self.weight += rows.size
        self.waiting.put(rows)

    def ask_to_write_down(self, note: int, *, at_once: bool = False) -> None:
        """Schedule the save of the text of `note`; `at_once` when its room is empty."""
        now = time.monotonic()
        with self.wake:
            first, _last, folding = self.due.get(note, (now, now, False))
            self.due[note] = (first, now, folding or at_once)
            self.wake.notify()

    def append_for_ever(self) -> None:
        while True:
            batch = [self.waiting.get()]
            time.sleep(GATHERED)
            while not self.waiting.empty():
                batch.append(self.waiting.get())
            self.append_until_done(batch)

    def append_until_done(self, batch: list[Rows]) -> None:
        attempt = 0
        while (fates := self.appended(batch)) is None:
            time.sleep(PATIENCE[min(attempt, len(PATIENCE) - 1)])
            attempt += 1
        self.weight -= sum(rows.size for rows in batch)
        for rows, fate in zip(batch, fates):
            if fate is Fate.KEPT and rows.changes:
                self.ask_to_write_down(rows.note)
            rows.done(fate)

    def appended(self, batch: list[Rows]) -> list[Fate] | None:
        """Write a batch in one transaction, and return the fate of each; None when it must be retried."""
        try:
            close_old_connections()
            see_to_it_that_it_is_on_the_disk()
            with transaction.atomic():
                epochs = epochs_of(batch)
                fates = [fate_of(rows, epochs) for rows in batch]
                kept = [rows for rows, fate in zip(batch, fates) if fate is Fate.KEPT]
                Update.objects.bulk_create(self.as_updates(kept, here=those_here(kept)))
                keep_owners((rows.note, rows.claims) for rows in kept)
        except DatabaseError as fault:
            logger.warning("the log of notes is not written (%s); trying again", type(fault).__name__)
            connection.close()
            return None
        return fates

    def as_updates(self, kept: list[Rows], *, here: set[int]) -> list[Update]:
        """Return the rows to write; those of a deleted person are kept without an author."""
        return [
            Update(
                note_id=rows.note,
                epoch=rows.epoch,
                change=change,
                by_id=by if by in here else None,
                origin=self.origin,
            )
            for rows in kept
            for change, by in rows.changes
        ]

    def write_down_for_ever(self) -> None:
        while True:
            for note, folding in self.those_due():
                self.write_down(note, folding=folding)

    def those_due(self) -> list[tuple[int, bool]]:
        """Wait until notes are due, and return them with whether to fold their log."""
        with self.wake:
            now = time.monotonic()
            ready = {
                note: folding
                for note, (first, last, folding) in self.due.items()
                if folding or now - last >= QUIET or now - first >= LATEST
            }
            for note in ready:
                del self.due[note]
            if not ready:
                self.wake.wait(QUIET / 4 if self.due else None)
        return list(ready.items())

    def write_down(self, note: int, *, folding: bool) -> None:
        try:
            close_old_connections()
            if folding and is_caught_up(note):
                return  # whoever opens and leaves a note has it loaded once, at their cost
            now = catch_up(note)
            fold_log(note, beyond=0 if folding else MOST_ROWS)
        except (DatabaseError, Refusal) as fault:
            logger.warning("note %s is not written down (%s)", note, type(fault).__name__)
            connection.close()
            if isinstance(fault, DatabaseError):
                time.sleep(PATIENCE[1])
                self.ask_to_write_down(note)
        except Exception as fault:  # whatever it is, other notes must still be saved
            logger.error("note %s is not written down: %s", note, type(fault).__name__)
        else:
            if now is not None:
                self.written_down(note, now.revision)


def fate_of(rows: Rows, epochs: dict[int, int | None]) -> Fate:
    if rows.note not in epochs:
        return Fate.GONE
    return Fate.KEPT if epochs[rows.note] == rows.epoch else Fate.ANEW


def those_here(kept: list[Rows]) -> set[int]:
    """Return the authors who still exist: one missing foreign key would fail the whole batch."""
    hands = {by for rows in kept for _change, by in rows.changes if by is not None}
    return set(Person.objects.filter(pk__in=hands).values_list("pk", flat=True)) if hands else set()


def epochs_of(batch: list[Rows]) -> dict[int, int | None]:
    """Return the epoch of each note; the row lock keeps it until the end of the transaction.

    None for a note begun anew that nobody opened since: it is here, without a document to add to.
    """
    numbers = {rows.note for rows in batch}
    locked = Note.objects.select_for_update(no_key=True).filter(pk__in=numbers).order_by("pk")
    return {note: epoch if is_live else None for note, epoch, is_live in locked.values_list("pk", "epoch", "is_live")}


def see_to_it_that_it_is_on_the_disk() -> None:
    """On SQLite, make this thread's commits wait for the disk; those of pages do not (settings.py)."""
    if connection.vendor == "sqlite" and connection.connection is None:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=FULL")
