"""A screen of a meeting’s room for tests, and the room itself: on the real server, by its WebSocket and its forms."""

from __future__ import annotations

import contextlib
import http.client
import json
import threading
import urllib.parse
from collections.abc import Callable
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from tests.live_server import LiveServer

PATIENCE = 180  # seconds, for a busy machine
INVITE = """
import json, sys
from django.utils import timezone
from importlib import import_module
from django.conf import settings
from palabre.meetings.room.room_guests import come_in
from palabre.meetings.room.room_facilitation import begin_meeting
from palabre.meetings.room.open_room import open_room
from palabre.people.access.links import (SESSION_KEY as LINKS, mac)
from palabre.people.devices.person_cookie import SESSION_KEY
from palabre.web.visitor_cookie import Visitor
from tests.builders import a_meeting, a_member, a_space
told, at = json.loads(sys.stdin.read()), timezone.now()
space = a_space()
def cookie(**held):
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session.update(held)
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"
members = [a_member(space, name) for name in told["members"]]
meeting = a_meeting(space, on=timezone.localdate(at))
for position in range(1, 9):
    meeting.agenda.create(position=position, text=f"Point numéro {position}", minutes=10)
room = begin_meeting(open_room(meeting, by=members[0], at=at), by=members[0], at=at)
links = [come_in(room, name, form_token=name, at=at, visitor=Visitor(name)) for name in told["guests"]]
print(json.dumps({
    "space": space.slug, "meeting": meeting.pk, "code": room.code,
    "members": {one.name: cookie(**{SESSION_KEY: {space.slug: one.pk}}) for one in members},
    "guests": {one.person.name: [one.pk, cookie(**{LINKS: [[one.pk, mac(one)[:12]]]})] for one in links},
}))
"""


class LiveRoom:
    """A meeting that takes place on a server, with its members and its guests."""

    def __init__(self, server: LiveServer, *, members: list[str], guests: list[str]) -> None:
        told = json.loads(server.ask(INVITE, json.dumps({"members": members, "guests": guests})))
        self.server, self.told = server, told
        self.path = f"/s/{told['space']}/meetings/{told['meeting']}/room"

    def who(self, name: str) -> tuple[str, str]:
        """Return where she finds the room, and the cookie that says who she is."""
        if name in self.told["members"]:
            return self.path, self.told["members"][name]
        link, cookie = self.told["guests"][name]
        return f"/opened/{link}/room", cookie

    def screen(self, name: str, role: str = "phone", *, server: LiveServer | None = None, **more: Any) -> Screen:
        path, cookie = self.who(name)
        return Screen(f"ws://127.0.0.1:{(server or self.server).port}/ws{path}?as={role}", cookie, **more)

    def press(self, name: str, gesture: str, *, server: LiveServer | None = None, **facts: Any) -> int:
        """Post a gesture as a form does, and return the status of the answer."""
        path, cookie = self.who(name)
        port = int((server or self.server).port)
        headers = {
            "Cookie": cookie,
            "Origin": f"http://127.0.0.1:{port}",
            "Content-Type": "application/x-www-form-urlencoded",
            "Accept": "application/json",
        }
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        line.request("POST", f"{path}/{gesture}/", urllib.parse.urlencode(facts), headers)
        with contextlib.closing(line):
            answer = line.getresponse()
            answer.read()
            return answer.status

    def ask(self, words: str) -> Any:
        """Run some Python beside the server with the `meeting` at hand, and return what it says as JSON."""
        given = f"from palabre.meetings.models import Meeting; meeting = Meeting.objects.get(pk={self.told['meeting']})"
        return json.loads(self.server.ask(f"import json\n{given}\n{words}"))


class Screen:
    """A context: she leaves at its end. `html` is what it shows, `flashes` what passed, `code` how it ended."""

    def __init__(self, url: str, cookie: str, *, origin: str | None = None) -> None:
        self.url, self.cookie = url, cookie
        self.origin = origin or url.replace("ws:", "http:").partition("/ws/")[0]
        self.changed = threading.Condition()
        self.html, self.version, self.frames = "", 0, 0
        self.flashes: list[dict[str, str]] = []
        self.code: int | None = None
        self.socket: ClientConnection | None = None

    def __enter__(self) -> Screen:
        return self.come()

    def __exit__(self, *fault: object) -> None:
        self.leave()

    def come(self) -> Screen:
        """Connect, and wait until the state is there or the connection ended."""
        self.html, self.code = "", None
        headers = {"Cookie": self.cookie} if self.cookie else {}
        more: dict[str, Any] = {"additional_headers": headers, "origin": self.origin, "open_timeout": PATIENCE}
        self.socket = connect(self.url, compression=None, legacy=True, **more)
        threading.Thread(target=self.listen, args=[self.socket], daemon=True).start()
        self.wait_until(lambda: bool(self.html) or self.code is not None)
        return self

    def leave(self) -> None:
        if self.socket is not None:
            self.socket.close()

    def listen(self, socket: ClientConnection) -> None:
        with contextlib.suppress(ConnectionClosed):
            for frame in socket:
                with self.changed:
                    self.hear(json.loads(frame))
                    self.changed.notify_all()
        with self.changed:
            self.code = socket.protocol.close_code or 1006
            self.changed.notify_all()

    def hear(self, told: dict[str, Any]) -> None:
        self.frames += 1
        if "flash" in told:
            self.flashes.append(told["flash"])
        else:
            self.html, self.version = told["html"], told["version"]

    def say(self, said: object) -> None:
        assert self.socket is not None
        with contextlib.suppress(ConnectionClosed):
            self.socket.send(said if isinstance(said, str | bytes) else json.dumps(said))

    def shows(self, words: str) -> bool:
        self.wait_until(lambda: words in self.html)
        return True

    def ended_by(self) -> int:
        self.wait_until(lambda: self.code is not None)
        return self.code or 0

    def wait_until(self, condition: Callable[[], bool]) -> None:
        with self.changed:
            assert self.changed.wait_for(condition, PATIENCE), f"{self.code}, {self.flashes}, {self.html[-400:]}"
