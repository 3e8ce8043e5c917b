"""Somebody who types in a live note, for tests: a Yjs document of her own and a connection, in y-websocket's words."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Callable
from typing import Any

from pycrdt import Decoder, Doc, Text, write_message
from websockets.exceptions import ConnectionClosed, WebSocketException
from websockets.sync.client import ClientConnection, connect

PATIENCE = 180  # seconds, for a busy machine
SYNC, AWARENESS, SAVED, REVISION, RIGHTS = 0, 1, 100, 101, 102
STEP_ONE, STEP_TWO, UPDATE = 0, 1, 2


class Writer:
    """`url` is the door of a note (ws://…/ws/s/…/notes/12), `cookie` says who comes. A context: she leaves at its end.

    Everything is done under `changed`, which is told of each frame that comes.
    """

    def __init__(self, url: str, cookie: str = "") -> None:
        self.url, self.cookie = url, cookie
        self.doc: Doc = Doc(allow_multithreading=True)
        self._text = self.doc.get("content", type=Text)
        self.changed = threading.Condition(threading.RLock())
        self.socket: ClientConnection | None = None
        self.sent = self._saved = 0
        self.may_write: bool | None = None
        self.is_synced = False
        self.code: int | None = None  # by which the connection ended
        self.carets: dict[int, Any] = {}

    def __enter__(self) -> Writer:
        return self.come()

    def __exit__(self, *fault: object) -> None:
        self.go_offline()

    def come(self, *, epoch: int | None = None) -> Writer:
        """Connect, and wait until the text is there or the connection ended."""
        self.knock(epoch=epoch)
        self.wait_until(lambda: self.is_synced or self.code is not None)
        return self

    def knock(self, *, epoch: int | None = None) -> None:
        """Connect, and say what she has."""
        headers = {"Cookie": self.cookie} if self.cookie else {}
        asked = "" if epoch is None else f"?epoch={epoch}"
        self.sent, self._saved, self.is_synced = 0, 0, False
        socket = connect(
            f"{self.url}{asked}",
            additional_headers=headers,
            origin=self.url.replace("ws:", "http:").partition("/ws/")[0],  # type: ignore[arg-type]
            compression=None,
            max_size=None,
            open_timeout=PATIENCE,
            legacy=True,  # it lives longer than a block of lines
        )
        with self.changed:
            self.socket, self.code = socket, None
        threading.Thread(target=self.listen, args=[socket], daemon=True).start()
        self.send(bytes([SYNC, STEP_ONE]) + write_message(self.doc.get_state()))

    def come_again(self) -> Writer:
        """Try until the server is back."""
        self.wait_until(self.is_back)
        return self

    def is_back(self) -> bool:
        if self.socket is not None and self.code is None:
            return self.is_synced
        try:
            self.knock()
        except (OSError, WebSocketException):
            self.code = 1006
        return False

    def go_offline(self) -> None:
        if self.socket is not None:
            gone, self.socket = self.socket, None
            gone.close()

    def listen(self, socket: ClientConnection) -> None:
        try:
            for frame in socket:
                with self.changed:
                    self.hear(bytes(frame))
                    self.changed.notify_all()
        except ConnectionClosed:
            pass
        with self.changed:
            if self.socket is socket:
                self.code = socket.protocol.close_code or 1006
            self.changed.notify_all()

    def hear(self, frame: bytes) -> None:
        rest = Decoder(frame[1:])
        if frame[0] == SYNC:
            self.hear_sync(rest.read_var_uint(), rest.read_message() or b"")
        elif frame[0] == AWARENESS:
            self.see(Decoder(rest.read_message() or b""))
        elif frame[0] == SAVED:
            self._saved = rest.read_var_uint()
        elif frame[0] == RIGHTS:
            self.may_write = bool(rest.read_var_uint())

    def hear_sync(self, step: int, body: bytes) -> None:
        if step == STEP_ONE:
            self.send_content(STEP_TWO, self.doc.get_update(body))
            return
        self.doc.apply_update(body)
        self.is_synced = self.is_synced or step == STEP_TWO

    def see(self, given: Decoder) -> None:
        for _one in range(given.read_var_uint()):
            client, _clock, state = given.read_var_uint(), given.read_var_uint(), given.read_var_string()
            self.carets[client] = json.loads(state, parse_constant=not_json)

    def send(self, frame: bytes) -> None:
        if self.socket is not None and self.code is None:
            with contextlib.suppress(ConnectionClosed, OSError):
                self.socket.send(frame)

    def send_content(self, step: int, update: bytes) -> None:
        self.sent += 1
        self.send(bytes([SYNC, step]) + write_message(update))

    def type(self, words: str, *, after: str | None = None) -> None:
        """Write `words` at the end, or after the words that are there."""
        with self.changed:
            said, before = self.text, self.doc.get_state()
            at = len(said) if after is None else said.index(after) + len(after)
            self._text.insert(len(said[:at].encode()), words)
            self.send_content(UPDATE, self.doc.get_update(before))

    def point(self, state: object, *, clock: int = 1) -> None:
        """Say where her caret is, and what else she likes."""
        words = state if isinstance(state, str) else json.dumps(state)
        who = b"\x01" + varint(self.doc.client_id) + varint(clock)
        self.send(bytes([AWARENESS]) + write_message(who + write_message(words.encode())))

    @property
    def text(self) -> str:
        with self.changed:
            return str(self._text)

    @property
    def is_saved(self) -> bool:
        """Was she told that all she sent on this connection is on disk?"""
        return self._saved >= self.sent

    def saved(self) -> Writer:
        self.wait_until(lambda: self.is_saved)
        return self

    def reads(self, text: str) -> bool:
        """Wait until the text is this."""
        self.wait_until(lambda: self.text == text)
        return True

    def ended_by(self) -> int:
        self.wait_until(lambda: self.code is not None)
        return self.code or 0

    def wait_until(self, condition: Callable[[], bool]) -> None:
        with self.changed:
            for _look in range(PATIENCE * 10):  # some conditions are about more than frames
                if condition():
                    return
                self.changed.wait(0.1)
        raise AssertionError(f"it never came: {self.text[-200:]!r}, {self.code}, {self._saved} of {self.sent} saved")


def varint(number: int) -> bytes:
    found = bytearray()
    while number > 127:
        found.append(128 | number & 127)
        number >>= 7
    return bytes([*found, number])


def not_json(word: str) -> None:
    """NaN and Infinity are no JSON: a browser that is sent one throws."""
    raise ValueError(word)
