"""Registry of WebSocket endpoints by path, filled by upper slices in `apps.ready()`.

Only pages of this site may connect; the slice authenticates and authorises (`live_visitors`, `visitor_rights`). A door
is an ASGI application whose connection is already accepted: so the page can read the close code.
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
shown_to_strangers: set[str] = set()  # patterns of the doors that a visitor without a key comes in by


def register_door(path: str, door: Door, *, is_for_strangers: bool = False) -> None:
    """Register `door` for the paths that fully match this pattern ("/ws/s/(?P<space>[-\\w]{1,80})/…").

    `is_for_strangers`: it also shows something to visitors without a link, a name or an account.
    """
    if path in doors:
        raise ValueError(f"{path} is a door twice")
    doors[path] = door
    if is_for_strangers:
        shown_to_strangers.add(path)


def is_for_strangers(path: str) -> bool:
    """Return whether a door at this path shows something to visitors without a key."""
    return any(re.fullmatch(pattern, path) for pattern in shown_to_strangers)


async def open_door(scope: Message, receive: Receive, send: Send) -> None:
    """Serve one WebSocket. Pages of other sites are refused before the handshake; others can read the close code."""
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
