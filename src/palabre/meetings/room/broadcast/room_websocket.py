"""The WebSocket of a room: `/ws/s/<space>/meetings/<n>/room?as=…`, or `/ws/opened/<link>/room` for a guest.

It sends the state to the screen, and receives flashes, at a limited rate. Every other gesture is a form.
"""

from __future__ import annotations

import asyncio
import re

from django.db import close_old_connections

from palabre.live.doors import Message, Receive, Send, register_door
from palabre.live.handshake import as_request
from palabre.live.live_visitors import find_visitor
from palabre.live.screen_broadcaster import Screen, ScreenBroadcaster
from palabre.live.screen_door import MALFORMED, Shut, kind_asked, language_of, serve_screen
from palabre.live.visitor_rights import Right
from palabre.meetings.room.broadcast.flashes import NoFlash, read_flash
from palabre.meetings.room.broadcast.room_access import judged
from palabre.meetings.room.broadcast.room_topic import room_screens
from palabre.meetings.room.room_screens import Onlooker
from palabre.meetings.room.room_state import Role
from palabre.people.models import Link

BY_PLACE = r"/ws/s/(?P<space>[-\w]{1,80})/meetings/(?P<meeting>[0-9]{1,18})(?:-[-\w]{0,400})?/room"
BY_LINK = r"/ws/opened/(?P<link>[0-9]{1,18})/room"


def register_room_door() -> None:
    register_door(BY_PLACE, serve)
    register_door(BY_LINK, serve)


async def serve(scope: Message, receive: Receive, send: Send) -> None:
    await serve_screen(scope, receive, send, place=room_screens(), who_comes=who_comes, listen=listen)


async def listen(place: ScreenBroadcaster, screen: Screen, receive: Receive) -> None:
    """Receive flashes, each at its turn; any other frame closes the connection."""
    while (message := await receive())["type"] != "websocket.disconnect":
        if screen.ended is not None:
            return await asyncio.sleep(3600)  # the close is being sent; the caller cancels this
        try:
            flash = read_flash(message.get("text") or message.get("bytes") or "")
        except NoFlash:
            screen.end(MALFORMED)
            continue
        await asyncio.sleep(place.until_turn(screen))
        if screen.ended is None:
            place.flash(screen, flash.as_frame(screen.name))


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
    role = role_of(kind_asked(scope), leads=access.leads)
    who = Onlooker(person.pk, role, access.leads, speaks, request.get_host(), is_inside=person.is_member)
    return Screen(visitor, who, person.first_name, language_of(request))


def meeting_number_of_link(link: int) -> int:
    return Link.objects.filter(pk=link).values_list("thing_id", flat=True).first() or 0


def role_of(asked: str, *, leads: bool) -> Role:
    """Return the role asked for; a visitor who does not lead gets a phone."""
    return Role(asked) if leads and asked in set(Role) else Role.PHONE
