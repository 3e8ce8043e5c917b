"""Bodies of requests that wait: in memory while few are, then in temporary files, whatever their number."""

import pytest

from palabre.serving import request_body
from palabre.serving.request_body import KEPT_IN_A_CROWD, KEPT_IN_MEMORY, MOST_IN_MEMORY, Body, Memory

PIECE = b"x" * 4096


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


def test_one_large_body_goes_to_a_file() -> None:
    memory = Memory()

    with heard(memory, KEPT_IN_MEMORY + len(PIECE)) as body:
        assert (body.is_on_disk, memory.held) == (True, 0)
