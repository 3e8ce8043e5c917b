"""The Hub: the open rooms of this process, and what comes to them from outside.

It is the broadcaster (`live.broadcaster`) of notes, whose rooms hold a document instead of screens. It starts with the
first connection, so that pages alone cost nothing.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any
from weakref import WeakValueDictionary

from django.db import DatabaseError, close_old_connections, transaction

from palabre.live.broadcaster import Broadcaster
from palabre.live.connection import TRY_AGAIN
from palabre.live.lib0 import Bytes, number, piece
from palabre.live.live_visitors import LiveVisitor
from palabre.live.visitor_rights import Access, Right
from palabre.notes.live.database_watch import Watch, scan
from palabre.notes.live.document_size import Extent, counted
from palabre.notes.live.document_trial import Trial
from palabre.notes.live.document_weights import those_to_begin_anew
from palabre.notes.live.log_writer import Scribe
from palabre.notes.live.note_connection import ANEW, NoteConnection
from palabre.notes.live.note_room import Room
from palabre.notes.live.note_topic import NOTES
from palabre.notes.live.visitor_quotas import Share, shares_of
from palabre.notes.models import Note
from palabre.notes.yjs import update_log
from palabre.notes.yjs.client_owners import owners_of
from palabre.notes.yjs.epochs import begin_anew, open_slim
from palabre.notes.yjs.load_trial import OTHERS, loads_quickly, turns
from palabre.notes.yjs.log_catch_up import lock

TRIED_EVERY = 1.0  # seconds between two trials of loading a document
LOOKS, BETWEEN = 100, 0.02  # polls of the scribe, seconds between: what was typed is on disk before a new epoch
logger = logging.getLogger(__name__)


class OpenRooms(Broadcaster[NoteConnection]):
    def __init__(self) -> None:
        super().__init__(NOTES)
        self.rooms: dict[int, Room] = {}
        self.opening: dict[int, asyncio.Lock] = {}
        self.turns_of_persons: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self.tasks: set[asyncio.Task[None]] = set()
        self.scribe = Scribe(self.origin, written_down=self.from_a_thread(self.written_down))
        self.watch = Watch(self)
        self.one_at_once = asyncio.Lock()  # to begin a note anew loads it once more

    async def enter(self, visitor: LiveVisitor, who: NoteConnection) -> Room:
        """Open the room of the visitor's note, and add them. Raise Full, Note.DoesNotExist, log.Unreadable."""
        self.join(who, visitor)
        try:
            room = self.rooms.get(visitor.thing) or await self.opened_for(visitor)
        except BaseException:
            self.leave(who)
            raise
        room.enter(who)
        return room

    async def look(self) -> None:
        for room in those_to_begin_anew(self.rooms.values()):
            self.free(room)
        asked, to_judge = self.watch.asked(), self.to_judge()
        try:
            found, verdict = await self.ask(scan, self.topic, asked, to_judge)
        finally:
            self.watch.looks += 1
            for room in self.rooms.values():
                room.forget_silent_carets(self.loop.time())
        self.watch.take_in(found)
        self.apply(verdict)

    def ring(self, thing: int) -> None:
        """Poll now. Other processes are not told: `Watch.floor` counts the polls to look back."""
        if thing in self.followers:
            self.rung.set()

    def let(self, connection: NoteConnection, access: Access) -> None:
        connection.let_write(access.right is Right.WRITE)

    def publish(self, note: int, epoch: int, update: bytes, carets: bytes) -> None:
        """Tell other processes what is new: a key is seen there within milliseconds. The log is the reference."""
        self.say(note, number(epoch) + piece(update) + piece(carets))

    def hear_body(self, thing: int, body: bytes) -> None:
        given = Bytes(body)
        epoch, update, carets = given.number(), given.piece(), given.piece()
        room = self.rooms.get(thing)
        if room is None or room.epoch != epoch:
            return
        if update:
            room.hear_elsewhere(update)
        if carets:
            room.see_elsewhere(carets, self.loop.time())

    async def opened_for(self, visitor: LiveVisitor) -> Room:
        """Open the room at the cost of the visitor: they open one note at a time, and none while they owe time."""
        share = shares_of(visitor.thing).share(visitor.person)
        turn = self.turns_of_persons.setdefault(visitor.person, asyncio.Lock())
        async with turn:
            while wait := share.wait:
                await asyncio.sleep(wait)
            return await self.room_of(visitor.thing, share)

    async def room_of(self, number: int, share: Share) -> Room:
        """Return the room of a note; concurrent calls open it once, and the time that it takes is of this share."""
        async with self.opening.setdefault(number, asyncio.Lock()):
            if number not in self.rooms:
                note, live, extent, owners = await asyncio.to_thread(opened, number, share)
                (shares := shares_of(number)).learn(owners)
                self.rooms[number] = Room(
                    note=number,
                    epoch=note.epoch,
                    revision=note.revision,
                    doc=live.doc,
                    text=live.text,
                    counted=extent,
                    former_clients=frozenset(note.former_clients),
                    shares=shares,
                    hand_over=self.scribe.hand_over,
                    publish=self.publish,
                    try_load=self.try_load,
                )
                self.watch.begin(number)
            return self.rooms[number]

    def leave_room(self, room: Room, who: NoteConnection) -> None:
        """Remove the connection; close an empty room, and fold its log."""
        self.leave(who)
        room.leave(who)
        if not room.members and self.rooms.get(room.note) is room:
            del self.rooms[room.note]
            self.opening.pop(room.note, None)
            self.scribe.ask_to_write_down(room.note, at_once=True)

    def written_down(self, note: int, revision: int) -> None:
        if note in self.rooms:
            self.rooms[note].is_written_down(revision)

    def try_load(self, room: Room, trial: Trial) -> None:
        """Try in another process how long the document takes to load; begin it anew when that is too long."""
        self.background(self.tried(room, trial))

    async def tried(self, room: Room, trial: Trial) -> None:
        """Try it, then leave the turn to the documents of others: what is held meanwhile is retried at the end."""
        began = self.loop.time()
        if trial.who is None:
            is_quick = await asyncio.to_thread(loads_quickly, trial.state, trial.update)
        else:
            is_quick = await asyncio.to_thread(turns.try_for, trial.who.person, trial.state, trial.update)
        pause = max(TRIED_EVERY, OTHERS * (self.loop.time() - began))
        room.try_at = self.loop.time() + pause
        room.has_tried(trial, is_quick=is_quick)
        if is_quick is False and trial.who is None:
            self.begin_anew(room)
        await asyncio.sleep(pause)
        room.take_all_held()

    def begin_anew(self, room: Room) -> None:
        """Start a new epoch of a note whose document would be too large. Its room ignores updates, then closes."""
        if not room.is_ending:
            room.is_ending = True
            room.beat()
            self.background(self.end_anew(room))

    def background(self, work: Coroutine[Any, Any, None]) -> None:
        """Run it as a task, kept until it ends: the loop holds tasks weakly."""
        self.tasks.add(task := self.loop.create_task(work))
        task.add_done_callback(self.tasks.discard)

    async def end_anew(self, room: Room) -> None:
        await self.next_epoch(room.note, room.epoch)
        if self.rooms.get(room.note) is room:
            self.end_room(room.note, ANEW)

    def free(self, room: Room) -> None:
        """Let go of the document of a room at once; its visitors come back by themselves to a note begun anew."""
        room.is_ending = True
        room.beat()
        self.end_room(room.note, TRY_AGAIN)
        self.background(self.reopen_anew(room.note, room.epoch))

    async def reopen_anew(self, note: int, epoch: int) -> None:
        async with self.opening.setdefault(note, asyncio.Lock()):
            await self.next_epoch(note, epoch)

    async def next_epoch(self, note: int, epoch: int) -> None:
        """Wait until what was typed is written, then start the next epoch.

        When the database is unavailable, it is left for later.
        """
        for _look in range(LOOKS):
            if not self.scribe.weight:
                break
            await asyncio.sleep(BETWEEN)
        logger.warning("note %s is begun anew: its document is too large or slow", note)
        try:
            async with self.one_at_once:
                await asyncio.to_thread(begun_anew, note, epoch)
        except (DatabaseError, update_log.Unreadable) as fault:
            logger.warning("note %s is not begun anew (%s)", note, type(fault).__name__)

    def end_room(self, note: int, code: int) -> None:
        """End every connection of a room; the next visitor opens it again."""
        room = self.rooms.pop(note, None)
        if room is not None:
            room.close(code)


def opened(number: int, share: Share) -> tuple[Note, update_log.Opened, Extent, dict[int, int]]:
    """Open a note live, in a thread, at the cost of this share, and return also who owns which client.

    Raise Note.DoesNotExist, log.Unreadable.
    """
    close_old_connections()
    with share.timed():
        note = Note.objects.select_related("space").get(pk=number)
        with transaction.atomic():
            locked = lock(note)
            if locked is None:
                raise Note.DoesNotExist
            live = open_slim(locked)
        return locked, live, counted(live.doc, live.text), owners_of(number)


def begun_anew(number: int, epoch: int) -> None:
    """Start a new epoch of a note from its text, in a thread, unless it was done. Raise log.Unreadable."""
    close_old_connections()
    note = Note.objects.select_related("space").filter(pk=number).first()
    with transaction.atomic():
        locked = lock(note) if note else None
        if locked is not None and locked.epoch == epoch:
            begin_anew(locked)


_hubs: dict[asyncio.AbstractEventLoop, OpenRooms] = {}


def hub() -> OpenRooms:
    """Return the hub of the running loop; a serving process has one loop."""
    loop = asyncio.get_running_loop()
    if loop not in _hubs:
        _hubs[loop] = OpenRooms()
    return _hubs[loop]
