"""What was being sent to a client that is gone goes with it, without waiting for Python to collect cycles."""

import asyncio
import gc
import weakref
from collections.abc import Iterator
from typing import Any

import pytest

from palabre.live.connection import LiveConnection
from palabre.live.doors import Message
from tests.apart import run_apart


class Large(dict[str, Any]):
    """A message to which a test can refer weakly."""


class Sending(LiveConnection):
    def next_message(self) -> Message | None:
        return Large(type="websocket.send", bytes=b"x" * 1_000)


@pytest.fixture
def _no_collection() -> Iterator[None]:
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("_no_collection")
def test_a_message_to_a_client_that_is_gone_is_kept_by_nothing() -> None:
    messages = list[weakref.ref[Any]]()

    async def send(message: Any) -> None:
        messages.append(weakref.ref(message))
        await asyncio.sleep(0)
        raise OSError("the client is gone")

    async def trial() -> None:
        connection = Sending()
        connection.stir.set()
        await connection.stay(send, asyncio.sleep(3600), leave=lambda: None)

    run_apart(trial())

    assert [message() for message in messages] == [None]
