"""The WebSocket of a wall, `/ws/s/<space>/forums/<n>/wall?as=…`. It sends the state to the screen, and hears nothing.

A phone that told no name connects as well: each of its connections counts for its visitor cookie.
"""

from __future__ import annotations

import asyncio
import dataclasses
import hashlib
import re
from typing import Any

from django.db import close_old_connections

from palabre.forums.broadcast.wall_screen import Onlooker, ScreenKind
from palabre.forums.broadcast.wall_topic import HallVisitor, judged, wall_screens
from palabre.forums.day.hall import code_held
from palabre.live.doors import Message, Receive, Send, register_door
from palabre.live.handshake import as_request
from palabre.live.live_visitors import LiveVisitor, find_visitor
from palabre.live.screen_broadcaster import Screen, ScreenBroadcaster
from palabre.live.screen_door import MALFORMED, Shut, kind_asked, language_of, serve_screen
from palabre.live.visitor_rights import Right
from palabre.people.devices.person_middleware import was_put_out_here
from palabre.questions.models import Forum
from palabre.web.origins import origin_of, phone_origin
from palabre.web.visitor_cookie import visitor_of

PATH = r"/ws/s/(?P<space>[-\w]{1,80})/forums/(?P<forum>[0-9]{1,18})(?:-[-\w]{0,400})?/wall"


def register_wall_door() -> None:
    register_door(PATH, serve, is_for_strangers=True)


async def serve(scope: Message, receive: Receive, send: Send) -> None:
    await serve_screen(scope, receive, send, place=wall_screens(), who_comes=who_comes, listen=listen)


async def listen(place: ScreenBroadcaster, screen: Screen, receive: Receive) -> None:
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
    if not Forum.objects.filter(pk=found["forum"], space__slug=found["space"]).exists():
        raise Shut(int(Right.GONE.value))  # who was put out of its space would come by the address of another
    visitor, person = find_visitor(request, int(found["forum"]), space=found["space"], link=None)
    if person is None or not person.is_member:
        visitor = visitor_of_hall(request, visitor, found["space"])
    access = judged([visitor])[visitor]
    if access.right.is_no:
        raise Shut(int(access.right.value))
    who = Onlooker(screen_kind(kind_asked(scope)), access.leads, phone_origin(request) or origin_of(request))
    return Screen(visitor, who, "", language_of(request))


def visitor_of_hall(request: Any, visitor: LiveVisitor, slug: str) -> LiveVisitor:
    """Return the device instead of the person, where it came by the code of the day or told no name.

    The code opens nothing to the device of who was put out of the space `slug`.
    """
    if (code := code_held(request.session, visitor.thing)) and not was_put_out_here(request, slug):
        return HallVisitor(visitor.thing, device_number(request), code=code, known=visitor.person)
    return visitor if visitor.person else dataclasses.replace(visitor, person=device_number(request))


def device_number(request: Any) -> int:
    """Return the negative number that stands for a device without a person, to count its connections."""
    visitor = visitor_of(request)
    said = hashlib.sha256(f"{visitor.number} {visitor.place}".encode()).digest()
    return -1 - int.from_bytes(said[:6])


def screen_kind(asked: str) -> ScreenKind:
    return ScreenKind(asked) if asked in set(ScreenKind) else ScreenKind.PHONE
