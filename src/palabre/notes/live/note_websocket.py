"""Entry of the rooms of notes: a bare ASGI application for `/ws/…/notes/<number>`.

Every connection is accepted, so that the browser can read its close code: the visitor and their rights are checked once
it is open, and nothing they send is read before the room is ready.
"""

from __future__ import annotations

import asyncio
import functools
import logging
import time

from django.db import DatabaseError

from palabre.live.broadcaster import Full
from palabre.live.connection import TRY_AGAIN
from palabre.live.doors import Message, Receive, Send, register_door
from palabre.live.lib0 import Malformed
from palabre.live.visitor_rights import Right
from palabre.notes.live import yjs_frames
from palabre.notes.live.document_size import Swollen
from palabre.notes.live.note_arrival import BY_LINK, BY_PLACE, Arrival, who_comes
from palabre.notes.live.note_connection import ANEW, NoteConnection, TooLarge
from palabre.notes.live.note_room import LONGEST, Room
from palabre.notes.live.open_rooms import OpenRooms, hub
from palabre.notes.live.visitor_quotas import TooMuch
from palabre.notes.models import Note
from palabre.notes.yjs import update_log

MALFORMED, TOO_LARGE, TOO_MANY = 4400, 4413, 4429
logger = logging.getLogger(__name__)


def register() -> None:
    register_door(BY_PLACE, serve)
    register_door(BY_LINK, serve)


async def serve(scope: Message, receive: Receive, send: Send) -> None:
    """Serve one WebSocket, accepted and from a page of this server."""
    try:
        arrival = await asyncio.to_thread(who_comes, scope)
    except DatabaseError:
        await send({"type": "websocket.close", "code": TRY_AGAIN})
    else:
        await come_in(arrival, receive, send)


async def come_in(arrival: Arrival, receive: Receive, send: Send) -> None:
    """Add the visitor to the room, or close the connection with the reason."""
    if arrival.right.is_no:
        await send({"type": "websocket.close", "code": arrival.right.value})
        return
    may_write, is_guest = arrival.right is Right.WRITE, arrival.visitor.link is not None
    who = NoteConnection(arrival.visitor.person, arrival.name, may_write=may_write, is_guest=is_guest)
    place = hub()
    code = TRY_AGAIN
    try:
        room = await place.enter(arrival.visitor, who)
    except Full:
        code = TOO_MANY
    except Note.DoesNotExist:
        code = Right.GONE.value
    except (update_log.Unreadable, DatabaseError) as fault:
        logger.warning("note %s is not opened (%s)", arrival.visitor.thing, type(fault).__name__)
    else:
        await stay(place, room, who, arrival, receive, send)
        return
    await send({"type": "websocket.close", "code": code})


async def stay(
    place: OpenRooms, room: Room, who: NoteConnection, arrival: Arrival, receive: Receive, send: Send
) -> None:
    """Read and write until one side ends."""
    if arrival.epoch not in (None, room.epoch):
        who.end(ANEW)
    elif room.length > LONGEST:
        who.end(TOO_LARGE)
    leave = functools.partial(place.leave_room, room, who)
    await who.stay(send, listen(place, room, who, receive), leave=leave)


async def listen(place: OpenRooms, room: Room, who: NoteConnection, receive: Receive) -> None:
    """Read what the visitor sends; the first malformed frame ends the connection.

    The rate limit is of all their connections: who comes again waits first for what they sent before.
    """
    allowance = who.share.allowance
    await asyncio.sleep(max(allowance.spend(0, time.monotonic()), who.paused()))
    while (message := await receive())["type"] != "websocket.disconnect":
        while wait := who.share.wait:  # what they send to other notes takes time too
            await asyncio.sleep(wait)
        if who.ended is not None:
            return await asyncio.sleep(3600)  # the close frame is being sent; the waiting caller ends this
        data = message.get("bytes") or b""
        code = heard(place, room, who, data)
        if code:
            who.end(code)
        await asyncio.sleep(max(allowance.spend(len(data), time.monotonic()), who.paused()))


def heard(place: OpenRooms, room: Room, who: NoteConnection, data: bytes) -> int:
    """Give a frame to the room; return 0, or the close code of the connection."""
    if len(data) > yjs_frames.LARGEST:
        return TOO_LARGE
    if place.scribe.is_overloaded:
        return TRY_AGAIN
    try:
        frame = yjs_frames.read_frame(data)
        if frame is not None:
            room.hear(who, frame)
    except Malformed:
        return MALFORMED
    except TooLarge:
        return TOO_LARGE
    except TooMuch:
        return TRY_AGAIN
    except Swollen:
        place.begin_anew(room)
        return ANEW
    except BaseException as fault:
        return after_a_panic(place, room, fault)
    return 0


def after_a_panic(place: OpenRooms, room: Room, fault: BaseException) -> int:
    """Handle a panic of the document library, which is no Exception: the room opens again from the log."""
    if isinstance(fault, asyncio.CancelledError | KeyboardInterrupt | SystemExit):
        raise fault
    logger.error("the room of note %s broke down: %s", room.note, type(fault).__name__)
    place.end_room(room.note, 1011)
    return MALFORMED
