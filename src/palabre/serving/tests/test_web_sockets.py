from __future__ import annotations

import asyncio
from asyncio import selector_events
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
import uvicorn
from uvicorn.server import ServerState

from palabre.serving import listening
from palabre.serving.pace import TURN
from palabre.serving.tests.test_connections import Transport, answered
from palabre.serving.web_sockets import SMALL_AT_ONCE, STALLED
from tests.apart import run_apart

UPGRADE = (
    b"GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: eHh4eHh4eHh4eHh4eHh4eA==\r\n\r\n"
)
PING, PONG, PIECE, WORD = (bytes([kind, 0x80, 0, 0, 0, 0]) for kind in (0x89, 0x8A, 0x00, 0x82))


@pytest.mark.parametrize("said", [PING, PONG, b"\x02" + PING[1:] + PIECE], ids=["pings", "pongs", "pieces"])
def test_who_floods_with_small_frames_is_cut(said: bytes) -> None:
    async def trial() -> list[bool]:
        socket = await opened(staying)
        socket.data_received(said)
        few = socket.transport.is_aborted
        socket.data_received(said[-6:] * SMALL_AT_ONCE)
        return [few, socket.transport.is_aborted]

    assert run_apart(trial()) == [False, True]


@pytest.mark.parametrize(
    "head",
    [
        UPGRADE.replace(b"GET", b"POST"),
        UPGRADE.replace(b"Host", b"Transfer-Encoding: chunked\r\nHost"),
        UPGRADE.replace(b"Host", b"X: y\r\n" * 200 + b"Host"),
    ],
    ids=["method", "body", "many headers"],
)
def test_a_head_that_opens_nothing_is_refused_and_the_connection_closed(head: bytes) -> None:
    async def trial() -> tuple[bytes, bool]:
        transport = Transport()
        await opened(staying, transport, head)
        return transport.written[:10], transport.is_closed

    assert run_apart(trial()) == (b"HTTP/1.1 4", True)


def test_a_room_s_own_frames_are_for_the_room_to_count() -> None:
    async def trial() -> bool:
        socket = await opened(staying)
        socket.data_received(WORD * 2 * SMALL_AT_ONCE)
        return bool(socket.transport.is_aborted)

    assert not run_apart(trial())


def test_who_goes_on_talking_after_our_last_word_is_cut() -> None:
    async def trial() -> bool:
        socket = await opened(leaving)
        socket.data_received(WORD * 2 * SMALL_AT_ONCE)
        return bool(socket.transport.is_aborted)

    assert run_apart(trial())


@pytest.mark.parametrize(("taken", "is_cut"), [(0, True), (1, False)])
def test_a_connection_that_is_over_is_cut_where_nothing_is_taken(taken: int, is_cut: bool) -> None:
    async def trial() -> bool:
        loop, due = asyncio.get_running_loop(), []
        socket = await opened(staying)
        socket.transport.waiting = 100_000
        loop.call_later = lambda delay, act, *args: due.append((delay, act, args))  # type: ignore[method-assign]
        socket.keepalive_timeout()
        socket.transport.waiting -= taken
        [(delay, act, args)] = due
        act(*args)
        assert delay == STALLED
        return bool(socket.transport.is_aborted)

    assert run_apart(trial()) == is_cut


def test_a_connection_is_read_a_little_at_a_time() -> None:
    async def trial() -> int:
        transport = Transport()
        transport.max_size = 1 << 18  # type: ignore[attr-defined]
        await opened(staying, transport)
        return int(transport.max_size)  # type: ignore[attr-defined]

    assert run_apart(trial()) == TURN


def test_asyncio_still_reads_as_much_as_its_transport_says() -> None:
    """`max_size` is not documented: where it goes away, another way has to be found."""
    assert isinstance(selector_events._SelectorTransport.max_size, int)  # type: ignore[attr-defined]


async def staying(scope: Any, receive: Callable[[], Awaitable[Any]], send: Callable[..., Any]) -> None:
    await send({"type": "websocket.accept"})
    await asyncio.Event().wait()


async def leaving(scope: Any, receive: Callable[[], Awaitable[Any]], send: Callable[..., Any]) -> None:
    await send({"type": "websocket.accept"})
    await send({"type": "websocket.close", "code": 4404})


async def opened(
    application: Callable[..., Awaitable[None]], transport: Transport | None = None, head: bytes = UPGRADE
) -> Any:
    """Return a WebSocket of the kind that we serve, which the application has accepted."""
    kind: Any = listening.configuration().ws
    config = uvicorn.Config(application, log_config=None)
    new = kind(config=config, server_state=ServerState(), app_state={})
    new.connection_made(transport or Transport())
    new.data_received(head)
    await answered()
    return new
