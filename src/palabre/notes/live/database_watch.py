"""The Watch: updates of the rooms of notes from the database, at each poll (`live.broadcaster`).

It finds what other processes, forms and acts wrote in the logs, and notes in a new epoch. Rooms thus converge: the log
is the reference between processes, faster channels are only an optimisation.
"""

from __future__ import annotations

import dataclasses
import logging
from collections import deque
from typing import TYPE_CHECKING

from django.db import connection, models

from palabre.live.broadcaster import Verdict, judge_changed
from palabre.live.lib0 import Malformed
from palabre.live.live_visitors import LiveVisitor
from palabre.live.topic import Topic
from palabre.notes.models import Snapshot, Update

if TYPE_CHECKING:
    from palabre.notes.live.open_rooms import OpenRooms

LOOKS_BACK = 40  # polls: on PostgreSQL a row may become visible after one with a higher id
LOOKS_AFTER_OPENING = 8  # polls: rows handed over by a room that closed may not be in the log yet
REPAIR_EVERY = 60  # polls: four times a minute, the whole log is compared with the room
logger = logging.getLogger(__name__)


@dataclasses.dataclass(frozen=True, slots=True)
class WatchQuery:
    """Query of one poll.

    `floor`: rows above it, except those of `origin`, which came from this process's rooms; `repair`: notes whose whole
    log is wanted.
    """

    notes: tuple[int, ...]
    floor: int
    origin: str
    repair: tuple[int, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Whole:
    """The whole document of a note in the database."""

    note: int
    epoch: int
    changes: list[bytes]


@dataclasses.dataclass(frozen=True, slots=True)
class WatchResult:
    asked: tuple[int, ...]
    rows: list[tuple[int, int, int, bytes]]  # id, note, epoch, change
    wholes: list[Whole]
    top: int
    epochs: dict[int, int]


class Watch:
    def __init__(self, hub: OpenRooms) -> None:
        self.hub = hub
        self.tops: deque[int] = deque(maxlen=LOOKS_BACK)
        self.seen: dict[int, None] = {}
        self.fresh: dict[int, int] = {}
        self.looks = 0

    def begin(self, note: int) -> None:
        """Read this note's whole log for a while, because its room has just been opened."""
        self.fresh[note] = LOOKS_AFTER_OPENING

    @property
    def floor(self) -> int:
        """The id below which no new row can appear. SQLite commits rows in the order of their ids."""
        if not self.tops:
            return 0
        return self.tops[-1] if connection.vendor == "sqlite" else self.tops[0]

    def asked(self) -> WatchQuery:
        return WatchQuery(
            notes=tuple(self.hub.rooms),
            floor=self.floor,
            origin=self.hub.origin,
            repair=tuple(self.hub.rooms if self.looks % REPAIR_EVERY == 0 else self.fresh),
        )

    def take_in(self, found: WatchResult) -> None:
        for number, note, epoch, change in found.rows:
            if number not in self.seen:
                self.seen[number] = None
                self.give(note, epoch, [change])
        for whole in found.wholes:
            self.give(whole.note, whole.epoch, whole.changes)
        self.fresh = {note: looks - 1 for note, looks in self.fresh.items() if looks > 1 and note in self.hub.rooms}
        self.tops.append(found.top)
        for number in [number for number in self.seen if number <= self.tops[0]]:
            del self.seen[number]
        self.end_what_ended(found)

    def end_what_ended(self, found: WatchResult) -> None:
        """Close the rooms of notes deleted or in a new epoch. Rooms opened since the poll are ignored."""
        for note in found.asked:
            room = self.hub.rooms.get(note)
            if room is not None and note not in found.epochs:
                self.hub.end_room(note, 4404)
            elif room is not None and found.epochs[note] > room.epoch:
                self.hub.end_room(note, 4409)

    def give(self, note: int, epoch: int, changes: list[bytes]) -> None:
        room = self.hub.rooms.get(note)
        if room is None or room.epoch != epoch:
            return
        try:
            if len(changes) == 1:
                room.hear_elsewhere(changes[0])
            else:
                room.hold_against(changes)
        except Malformed:
            logger.error("a row of the log of note %s cannot be read", note)


def scan(topic: Topic, asked: WatchQuery, to_judge: dict[LiveVisitor, int | None]) -> tuple[WatchResult, Verdict]:
    """Read the logs, then the notes, in a thread: what was written elsewhere, and who may still be here."""
    top = Update.objects.aggregate(top=models.Max("pk"))["top"] or 0
    rows = new_rows(asked) if top > asked.floor else []
    stamps = topic.stamp({*asked.notes, *(one.thing for one in to_judge)})
    verdict = judge_changed(topic, to_judge, stamps)
    epochs = {note: stamp.version for note, stamp in stamps.items()}
    return WatchResult(asked.notes, rows, wholes(asked.repair), top, epochs), verdict


def new_rows(asked: WatchQuery) -> list[tuple[int, int, int, bytes]]:
    """Return the rows written in these notes since the last poll by forms, acts and other processes."""
    rows = Update.objects.filter(note__in=asked.notes, pk__gt=asked.floor).exclude(origin=asked.origin)
    told = rows.order_by("pk").values_list("pk", "note_id", "epoch", "change")
    return [(pk, note, epoch, bytes(change)) for pk, note, epoch, change in told]


def wholes(notes: tuple[int, ...]) -> list[Whole]:
    """Return the documents to compare rooms with.

    Updates are read before snapshots: a row folded in between is then read twice, not missed.
    """
    if not notes:
        return []
    rows: dict[tuple[int, int], list[bytes]] = {}
    for note, epoch, change in Update.objects.filter(note__in=notes).order_by("pk").values_list(*OF_A_ROW):
        rows.setdefault((note, epoch), []).append(bytes(change))
    states = Snapshot.objects.filter(note__in=notes).values_list("note_id", "epoch", "state")
    return [Whole(note, epoch, [bytes(state), *rows.get((note, epoch), [])]) for note, epoch, state in states]


OF_A_ROW = ("note_id", "epoch", "change")
