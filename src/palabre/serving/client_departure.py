"""The moment when the client of a request leaves."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

type Message = dict[str, Any]
type Receive = Callable[[], Awaitable[Message]]
type Departure = asyncio.Future[None]


class ClientGone(Exception):
    pass


def watch(receive: Receive) -> Departure:
    """Return what is done once the client has left; to be cancelled when the request is over."""
    return asyncio.ensure_future(departure(receive))


async def departure(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
