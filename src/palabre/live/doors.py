"""Where upper slices open a WebSocket door, from `apps.ready()`: which path leads to which.

A door is opened only to pages of this site; who comes by it, and what they may do, is the slice's to ask
(`live_visitors`, `visitor_rights`). It is an ASGI application whose connection is accepted already: so the code by
which it ends can be read by the page.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any

from palabre.live.handshake import is_from_here

NOT_OURS, NO_DOOR = 4403, 4404

type Message = dict[str, Any]
type Receive = Callable[[], Awaitable[Message]]
type Send = Callable[[Message], Awaitable[None]]
type Door = Callable[[Message, Receive, Send], Awaitable[None]]

doors: dict[str, Door] = {}


def register_door(path: str, door: Door) -> None:
    """Have `door` answer the paths that this pattern matches whole ("/ws/s/(?P<space>[-\\w]{1,80})/…")."""
    if path in doors:
        raise ValueError(f"{path} is a door twice")
    doors[path] = door


async def open_door(scope: Message, receive: Receive, send: Send) -> None:
    """Serve one WebSocket. A page of another site is refused before anything; everybody else is answered."""
    await receive()  # websocket.connect
    if not is_from_here(scope):
        await send({"type": "websocket.close", "code": NOT_OURS})
        return
    await send({"type": "websocket.accept"})
    door = door_at(scope["path"])
    if door is None:
        await send({"type": "websocket.close", "code": NO_DOOR})
    else:
        await door(scope, receive, send)


def door_at(path: str) -> Door | None:
    return next((door for pattern, door in doors.items() if re.fullmatch(pattern, path)), None)
