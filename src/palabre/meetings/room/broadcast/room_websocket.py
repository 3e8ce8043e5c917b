"""The WebSocket of a room: `/ws/s/<space>/meetings/<n>/room?as=…`, or `/ws/opened/<link>/room` for a guest.

It sends the state to the screen, and receives flashes, at a limited rate. Every other gesture is a form.
"""

from __future__ import annotations

import asyncio
import re
import urllib.parse
from typing import Any

from django.conf import settings
from django.db import DatabaseError, close_old_connections

from palabre.live.broadcaster import Full
from palabre.live.connection import TRY_AGAIN
from palabre.live.doors import Message, Receive, Send, register_door
from palabre.live.handshake import as_request
from palabre.live.live_visitors import find_visitor
from palabre.live.screen_broadcaster import Screen, ScreenBroadcaster
from palabre.live.visitor_rights import Right
from palabre.meetings.room.broadcast.flashes import NoFlash, read_flash
from palabre.meetings.room.broadcast.room_access import judged
from palabre.meetings.room.broadcast.room_topic import room_screens
from palabre.meetings.room.room_screens import Onlooker
from palabre.meetings.room.room_state import Role
from palabre.people.models import Link
from palabre.web.middleware import LANGUAGE_COOKIE

BY_PLACE = r"/ws/s/(?P<space>[-\w]{1,80})/meetings/(?P<meeting>[0-9]{1,18})(?:-[-\w]{0,400})?/room"
BY_LINK = r"/ws/opened/(?P<link>[0-9]{1,18})/room"
MALFORMED, TOO_MANY = 4400, 4429
FLASH_EACH = 0.4  # seconds between a flash and reading the next one


class Shut(Exception):
    """Raised if the visitor may not connect; `code` is the close code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def register_room_door() -> None:
    register_door(BY_PLACE, serve)
    register_door(BY_LINK, serve)


async def serve(scope: Message, receive: Receive, send: Send) -> None:
    """Serve one screen. Its connection is accepted, and comes from a page of this site."""
    code = TRY_AGAIN
    try:
        screen = await asyncio.to_thread(who_comes, scope)
        place = room_screens()
        place.join(screen, screen.visitor)
    except Shut as shut:
        code = shut.code
    except Full:
        code = TOO_MANY
    except DatabaseError:
        pass
    else:
        return await screen.stay(send, listen(place, screen, receive), leave=lambda: place.leave(screen))
    await send({"type": "websocket.close", "code": code})


async def listen(place: ScreenBroadcaster, screen: Screen, receive: Receive) -> None:
    """Receive flashes; any other frame closes the connection."""
    while (message := await receive())["type"] != "websocket.disconnect":
        if screen.ended is not None:
            return await asyncio.sleep(3600)  # the close is being sent; the caller cancels this
        try:
            flash = read_flash(message.get("text") or message.get("bytes") or "")
            place.flash(screen, flash.as_frame(screen.name))
        except NoFlash:
            screen.end(MALFORMED)
        await asyncio.sleep(FLASH_EACH)


def who_comes(scope: Message) -> Screen:
    """Return the screen that connects. It queries the database: run it in a thread. Raise Shut."""
    close_old_connections()
    request = as_request(scope)
    found = re.fullmatch(BY_PLACE, scope["path"])
    link = None if found else int(re.fullmatch(BY_LINK, scope["path"])["link"])  # type: ignore[index]  # one of both
    meeting, space = (int(found["meeting"]), found["space"]) if found else (meeting_number_of_link(link or 0), "")
    visitor, person = find_visitor(request, meeting, space=space, link=link)
    access = judged([visitor])[visitor]
    if person is None or access.right.is_no or (found and person.space.slug != space):
        raise Shut(access.right.value if access.right.is_no else Right.NOBODY.value)
    speaks = access.leads or link is not None
    who = Onlooker(person.pk, role_in(scope, leads=access.leads), access.leads, speaks, request.get_host())
    return Screen(visitor, who, person.first_name, language_of(request))


def meeting_number_of_link(link: int) -> int:
    return Link.objects.filter(pk=link).values_list("thing_id", flat=True).first() or 0


def role_in(scope: Message, *, leads: bool) -> Role:
    """Return the role asked for by `?as=`; a visitor who does not lead gets a phone."""
    asked = urllib.parse.parse_qs(scope["query_string"].decode("latin-1")).get("as", [""])[0]
    return role_of(asked, leads=leads)


def role_of(asked: str, *, leads: bool) -> Role:
    return Role(asked) if leads and asked in set(Role) else Role.PHONE


def language_of(request: Any) -> str:
    chosen = request.COOKIES.get(LANGUAGE_COOKIE)
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
