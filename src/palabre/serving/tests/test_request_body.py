"""Bodies of requests that wait: in memory while few are, then in temporary files, whatever their number."""

import errno
import io
from typing import Any

import pytest

from palabre.serving import request_body
from palabre.serving.request_body import (
    KEPT_IN_A_CROWD,
    KEPT_IN_MEMORY,
    MOST_IN_MEMORY,
    Body,
    Memory,
    RefusedBody,
    read_body,
)
from tests.apart import run_apart

PIECE = b"x" * 4096


class FullFile(io.BytesIO):
    """A file on a disk where `room` bytes are free; what is `unwritten` is written as it is closed, as a buffer is."""

    def __init__(self, room: int = 0) -> None:
        super().__init__()
        self.room, self.unwritten = room, False

    def write(self, said: Any) -> int:
        self.room -= len(said)
        if self.room < 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        return super().write(said)

    def close(self) -> None:
        is_lost = self.unwritten and not self.closed
        super().close()
        if is_lost:
            raise OSError(errno.ENOSPC, "No space left on device")


def heard(memory: Memory, size: int) -> Body:
    body = Body(memory)
    for _piece in range(size // len(PIECE)):
        body.hear(PIECE)
    return body


def test_bodies_that_wait_together_stay_in_memory_up_to_a_total(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(request_body, "MOST_IN_MEMORY", 1024 * 1024)
    memory = Memory()

    bodies = [heard(memory, 256 * 1024) for _one in range(20)]

    assert sum(not body.is_on_disk for body in bodies) == 4
    assert memory.held <= 1024 * 1024 + KEPT_IN_A_CROWD
    for body in bodies:
        with body:
            body.seek(0)
            assert len(body.read()) == 256 * 1024
    assert memory.held == 0


def test_a_small_form_stays_in_memory_whatever_waits() -> None:
    memory = Memory()
    memory.held = MOST_IN_MEMORY

    with heard(memory, 16 * 1024) as body:
        assert not body.is_on_disk


def test_a_body_that_finds_no_room_is_heard_to_its_end_and_holds_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(request_body.tempfile, "TemporaryFile", lambda **_: FullFile())
    memory = Memory()

    coming = [KEPT_IN_MEMORY] * 8

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"x" * coming.pop(), "more_body": bool(coming)}

    scope = {"method": "POST", "headers": [(b"content-length", str(sum(coming)).encode())]}
    with Body(memory) as body, pytest.raises(RefusedBody) as refused:
        run_apart(read_body(scope, receive, into=body))

    assert (refused.value.status, coming, memory.held) == (507, [], 0)


def test_a_body_whose_last_bytes_find_no_room_is_closed_without_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    file = FullFile(room=2 * KEPT_IN_MEMORY)
    monkeypatch.setattr(request_body.tempfile, "TemporaryFile", lambda **_: file)
    memory = Memory()

    with heard(memory, KEPT_IN_MEMORY + len(PIECE)):
        file.room = 0
        file.unwritten = True

    assert (file.closed, memory.held) == (True, 0)


def test_one_large_body_goes_to_a_file() -> None:
    memory = Memory()

    with heard(memory, KEPT_IN_MEMORY + len(PIECE)) as body:
        assert (body.is_on_disk, memory.held) == (True, 0)
