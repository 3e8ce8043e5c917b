"""The WebSocket of a wall, `/ws/s/<space>/forums/<n>/wall?as=…`. It sends the state to the screen, and hears nothing.

A phone that told no name connects as well: each of its connections counts for its visitor cookie.
"""

from __future__ import annotations

import asyncio
import dataclasses
import hashlib
import re
import urllib.parse
from typing import Any

from django.conf import settings
from django.db import DatabaseError, close_old_connections

from palabre.forums.broadcast.wall_screen import Onlooker, ScreenKind
from palabre.forums.broadcast.wall_topic import HallVisitor, judged, wall_screens
from palabre.forums.day.hall import code_held
from palabre.live.broadcaster import Full
from palabre.live.connection import TRY_AGAIN
from palabre.live.doors import Message, Receive, Send, register_door
from palabre.live.handshake import as_request
from palabre.live.live_visitors import LiveVisitor, find_visitor
from palabre.live.screen_broadcaster import Screen
from palabre.web.middleware import LANGUAGE_COOKIE
from palabre.web.origins import origin_of, phone_origin
from palabre.web.visitor_cookie import visitor_of

PATH = r"/ws/s/(?P<space>[-\w]{1,80})/forums/(?P<forum>[0-9]{1,18})(?:-[-\w]{0,400})?/wall"
MALFORMED, TOO_MANY = 4400, 4429


class Shut(Exception):
    """Raised if the visitor may not connect; `code` is the close code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def register_wall_door() -> None:
    register_door(PATH, serve, is_for_strangers=True)


async def serve(scope: Message, receive: Receive, send: Send) -> None:
    """Serve one screen. Its connection is accepted, and comes from a page of this site."""
    code = TRY_AGAIN
    try:
        screen = await asyncio.to_thread(who_comes, scope)
        place = wall_screens()
        place.join(screen, screen.visitor)
    except Shut as shut:
        code = shut.code
    except Full:
        code = TOO_MANY
    except DatabaseError:
        pass
    else:
        return await screen.stay(send, listen(screen, receive), leave=lambda: place.leave(screen))
    await send({"type": "websocket.close", "code": code})


async def listen(screen: Screen, receive: Receive) -> None:
    """Wait until the screen leaves. Any frame of its own closes the connection."""
    while (await receive())["type"] != "websocket.disconnect":
        if screen.ended is not None:
            return await asyncio.sleep(3600)  # the close is being sent; the caller cancels this
        screen.end(MALFORMED)


def who_comes(scope: Message) -> Screen:
    """Return the screen that connects. It queries the database: run it in a thread. Raise Shut."""
    close_old_connections()
    request = as_request(scope)
    found: Any = re.fullmatch(PATH, scope["path"])
    visitor, person = find_visitor(request, int(found["forum"]), space=found["space"], link=None)
    if person is None or not person.is_member:
        visitor = visitor_of_hall(request, visitor)
    access = judged([visitor])[visitor]
    if access.right.is_no:
        raise Shut(int(access.right.value))
    who = Onlooker(kind_in(scope), access.leads, phone_origin(request) or origin_of(request))
    return Screen(visitor, who, "", language_of(request))


def visitor_of_hall(request: Any, visitor: LiveVisitor) -> LiveVisitor:
    """Return the device instead of the person, where it came by the code of the day or told no name."""
    if code := code_held(request.session, visitor.thing):
        return HallVisitor(visitor.thing, device_number(request), code=code)
    return visitor if visitor.person else dataclasses.replace(visitor, person=device_number(request))


def device_number(request: Any) -> int:
    """Return the negative number that stands for a device without a person, to count its connections."""
    visitor = visitor_of(request)
    said = hashlib.sha256(f"{visitor.number} {visitor.place}".encode()).digest()
    return -1 - int.from_bytes(said[:6])


def kind_in(scope: Message) -> ScreenKind:
    return screen_kind(urllib.parse.parse_qs(scope["query_string"].decode("latin-1")).get("as", [""])[0])


def screen_kind(asked: str) -> ScreenKind:
    return ScreenKind(asked) if asked in set(ScreenKind) else ScreenKind.PHONE


def language_of(request: Any) -> str:
    chosen = request.COOKIES.get(LANGUAGE_COOKIE)
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
