"""A large answer waits for its client on the disk: each slow reader of it would hold it in memory."""

import tempfile
from collections.abc import Callable
from typing import Any

import pytest

from palabre.serving.wsgi_bridge import HELD_BACK, LARGE, Answer


class Chunks(list[bytes]):
    times_closed = 0

    def close(self) -> None:
        self.times_closed += 1


def begun(chunks: list[bytes]) -> Answer:
    def application(environ: dict[str, Any], start: Callable[..., None]) -> list[bytes]:
        start("200 OK", [])
        return chunks

    answer = Answer()
    answer.begin(application, {})
    return answer


def read(answer: Answer) -> bytes:
    held = [message["body"] for message in answer.held[1:]]
    return b"".join([*held, *iter(answer.next_piece, b"")])


def test_a_long_answer_arrives_whole() -> None:
    piece = b"x" * (HELD_BACK // 2 + 1)

    assert read(begun([piece] * 5)) == piece * 5


def test_a_large_answer_waits_on_the_disk_and_arrives_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    files: list[Any] = []
    make = tempfile.TemporaryFile
    monkeypatch.setattr(tempfile, "TemporaryFile", lambda: files.append(make()) or files[-1])
    chunks = Chunks([b"Voici ", bytes(range(256)) * (LARGE // 256 + 1)])

    answer = begun(chunks)

    assert (chunks.times_closed, [file.tell() for file in files]) == (1, [0])
    assert read(answer) == b"".join(chunks)
    answer.close()
    assert files[0].closed


def test_a_large_answer_arrives_though_the_disk_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "TemporaryFile", lambda: open("/dev/full", "wb"))  # noqa: SIM115

    assert read(begun([bytes(LARGE + 1)])) == bytes(LARGE + 1)
