"""Where an upper slice opens a WebSocket door of its own, from `apps.ready()`: by its path, after the same check.

The door is opened only to pages of this site (see `door.rooms`); who comes by it, and what she may do, is the slice's
to ask, as `coming_in` and `rights` do for notes. A door is an ASGI application whose connection is accepted already.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any

type Message = dict[str, Any]
type Door = Callable[[Message, Callable[[], Awaitable[Message]], Callable[[Message], Awaitable[None]]], Awaitable[None]]

doors: dict[str, Door] = {}


def register_door(path: str, door: Door) -> None:
    """Have `door` answer the paths that this pattern matches whole ("/ws/s/(?P<space>[-\\w]{1,80})/…")."""
    if path in doors:
        raise ValueError(f"{path} is a door twice")
    doors[path] = door


def door_at(path: str) -> Door | None:
    return next((door for pattern, door in doors.items() if re.fullmatch(pattern, path)), None)
