"""The WebSocket of an HTML screen, from its handshake to its end: what the doors of walls and rooms share."""

from __future__ import annotations

import asyncio
import urllib.parse
from collections.abc import Callable, Coroutine
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest

from palabre.live.broadcaster import Full
from palabre.live.connection import TRY_AGAIN
from palabre.live.doors import Message, Receive, Send
from palabre.live.screen_broadcaster import Screen, ScreenBroadcaster
from palabre.web.middleware import LANGUAGE_COOKIE

MALFORMED, TOO_MANY = 4400, 4429

type WhoComes = Callable[[Message], Screen]
type Listen = Callable[[ScreenBroadcaster, Screen, Receive], Coroutine[Any, Any, None]]


class Shut(Exception):
    """Raised if the visitor may not connect; `code` is the close code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


async def serve_screen(
    scope: Message, receive: Receive, send: Send, *, place: ScreenBroadcaster, who_comes: WhoComes, listen: Listen
) -> None:
    """Serve one screen. Its connection is accepted, and comes from a page of this site.

    `who_comes(scope)` returns its Screen, or raises Shut; it queries the database and runs in a thread.
    """
    code = TRY_AGAIN
    try:
        screen = await asyncio.to_thread(who_comes, scope)
        place.join(screen, screen.visitor)
    except Shut as shut:
        code = shut.code
    except Full:
        code = TOO_MANY
    except DatabaseError:
        pass
    else:
        await screen.stay(send, listen(place, screen, receive), leave=lambda: place.leave(screen))
        return
    await send({"type": "websocket.close", "code": code})


def kind_asked(scope: Message) -> str:
    """Return the kind of screen that the address asks for (`?as=`), or ""."""
    asked: str = scope["query_string"].decode("latin-1")
    return urllib.parse.parse_qs(asked).get("as", [""])[0]


def language_of(request: HttpRequest) -> str:
    chosen = request.COOKIES.get(LANGUAGE_COOKIE)
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
