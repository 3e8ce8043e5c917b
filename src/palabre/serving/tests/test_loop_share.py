"""Requests that cost much to read for their size are read less often, and only those: nobody else waits."""

import itertools
import time

import pytest
from django.test import override_settings

from palabre.serving import bounded_http, connection_limits
from palabre.serving.bounded_http import (
    CHUNKS,
    FEW_LINES,
    HEAD_WITHIN,
    MOST_LINES,
    ORDINARY,
    HttpConnection,
    PausedFlow,
    SilenceWatch,
)
from palabre.serving.connection_limits import LONGEST_PAUSE, LOOP, LOOP_AT_ONCE, LoopShares
from palabre.serving.tests.test_bounded_http import (
    HEAD,
    NOW,
    POST,
    REQUEST,
    Transport,
    answered,
    at,
    connected,
    held_by,
    tried,
)

IN_CHUNKS = b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
PIECE = b"x" * 10


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock of the processor that moves by the last of these seconds each time it is read."""
    steps, now = [0.1], itertools.count()
    monkeypatch.setattr(time, "thread_time", lambda: next(now) * steps[-1])
    monkeypatch.setattr(connection_limits.Bucket, "fill", lambda bucket: bucket.left)
    return steps


def sent_until_paused(connection: HttpConnection) -> int:
    """Send pieces of a body until the connection is no longer read, at most 20; return how many."""
    for number in range(20):
        if not connection.transport.is_read:  # type: ignore[attr-defined]
            return number
        connection.data_received(PIECE)
    return 20


def clock_spent(watch: SilenceWatch) -> float:
    return sum(LOOP_AT_ONCE - bucket.left for bucket in watch.loop_shares.left.values())


def test_a_body_in_tiny_chunks_is_refused_before_it_is_read() -> None:
    """A thousand of them took 27 ms, for 6 KB, and who was refused came again at once: all pages stopped."""

    async def trial(watch: SilenceWatch) -> int:
        connection = connected(watch, IN_CHUNKS)
        connection.data_received(b"1\r\na\r\n" * 680)
        return connection.conn.chunks

    assert CHUNKS < tried(trial) <= 50


@pytest.mark.parametrize("header", [b"a:\r\n", b"a: %s\r\n" % (b"x" * 20)], ids=["in 2 KB", "in more"])
@pytest.mark.parametrize(("lines", "is_refused"), [(MOST_LINES, False), (MOST_LINES + 1, True), (1_000, True)])
def test_a_head_of_many_lines_is_refused_before_its_lines_are_read(
    monkeypatch: pytest.MonkeyPatch, lines: int, header: bytes, *, is_refused: bool
) -> None:
    """Six thousand, which 32 KB hold, took as long as a hundred requests; and who was answered came again."""
    read = []
    monkeypatch.setattr(bounded_http, "fault_of", lambda request: read.append(request) or "")  # type: ignore[func-returns-value]

    async def trial(watch: SilenceWatch) -> bytes:
        connection = connected(watch)
        for piece in itertools.batched(HEAD + header * (lines - 2) + b"\r\n" + b"\n" * lines, 4096):
            if not connection.transport.is_closing():
                connection.data_received(bytes(piece))
        await answered()
        return connection.transport.written[:12]  # type: ignore[attr-defined,no-any-return]

    assert (tried(trial), bool(read)) == (b"HTTP/1.1 400" if is_refused else b"HTTP/1.1 200", not is_refused)


def test_who_takes_more_than_their_share_is_not_read_for_a_while(clock: list[float]) -> None:
    async def trial(watch: SilenceWatch) -> tuple[int, bool, bool]:
        connection = connected(watch, POST)
        sent = sent_until_paused(connection)
        at(NOW + 0.1 / LOOP - 0.1)
        await answered()
        before = connection.transport.is_read  # type: ignore[attr-defined]
        at(NOW + 0.1 / LOOP + 0.1)
        await answered()
        return sent, before, connection.transport.is_read  # type: ignore[attr-defined]

    assert tried(trial) == (3, False, True)


def test_another_visitor_is_read_meanwhile(clock: list[float]) -> None:
    async def trial(watch: SilenceWatch) -> tuple[bool, bool]:
        theirs, another = connected(watch, POST), held_by(connected(watch, POST), "198.51.100.1/32", "person 7")
        sent_until_paused(theirs)
        another.data_received(PIECE)
        return theirs.transport.is_read, another.transport.is_read  # type: ignore[attr-defined]

    assert tried(trial) == (False, True)


def test_neither_are_simple_requests_of_the_same_network_counted_nor_do_they_wait(clock: list[float]) -> None:
    """Those of four hundred phones behind one address, of which one floods."""

    async def trial(watch: SilenceWatch) -> list[bool]:
        sent_until_paused(connected(watch, POST))
        phones = [connected(watch) for _one in range(40)]
        for _page in range(3):
            for one in phones:
                one.data_received(REQUEST)
            await answered()
        return [one.transport.is_read for one in phones]  # type: ignore[attr-defined]

    assert all(tried(trial))


def test_a_small_form_of_the_same_network_waits_little_if_at_all(clock: list[float]) -> None:
    async def trial(watch: SilenceWatch) -> tuple[bool, bool]:
        sent_until_paused(connected(watch, POST))
        phone = connected(watch)
        clock.append(0.0)
        phone.data_received(POST.replace(b"100000", b"10") + PIECE)
        before = phone.transport.is_read  # type: ignore[attr-defined]
        await answered()
        phone.data_received(REQUEST)
        return before, phone.transport.is_read  # type: ignore[attr-defined]

    assert tried(trial) == (True, True)


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (b"", HEAD + b"a:\r\n" * (ORDINARY // 4) + b"\r\n"),
        (HEAD + b"a:\r\n" * 50, b"\r\n"),
        (b"", HEAD + b"a:\r\n" * FEW_LINES + b"\r\n"),
        (IN_CHUNKS, b"2\r\n\r\n\r\n"),
    ],
    ids=["long head", "end of a head in pieces", "short head of many lines", "chunk that ends as a head"],
)
def test_what_is_no_simple_request_is_counted(clock: list[float], first: bytes, then: bytes) -> None:
    async def trial(watch: SilenceWatch) -> float:
        connection = connected(watch, first)
        before = clock_spent(watch)
        connection.data_received(then)
        return clock_spent(watch) - before

    assert tried(trial) == pytest.approx(0.1)


def test_the_end_of_an_answer_ends_no_pause(clock: list[float]) -> None:
    """Each reason not to read is lifted on its own: the connection is read again once none is left."""

    async def trial(watch: SilenceWatch) -> list[bool]:
        states, flow = list[bool](), PausedFlow(transport := Transport())
        for act in (flow.hold, flow.pause_reading, flow.resume_reading, flow.pause_reading, flow.let_go, flow.let_go):
            act()
            states.append(transport.is_read)
        flow.resume_reading()
        return [*states, transport.is_read]

    assert tried(trial) == [False] * 6 + [True]


def test_a_request_that_comes_before_the_answer_to_another_is_counted_when_it_is_read(clock: list[float]) -> None:
    """Its head may have a hundred lines, which wait for that answer."""

    async def trial(watch: SilenceWatch) -> float:
        connection = connected(watch, REQUEST)
        clock.append(0.0)
        for piece in (HEAD + b"a:\r\n" * 40, b"a:\r\n" * 40, b"\r\n"):
            connection.data_received(piece)
        clock.append(0.1)
        await answered()
        return clock_spent(watch)

    assert tried(trial) > 0


def test_a_connection_of_a_proxy_carries_everybody_and_is_never_paused(clock: list[float]) -> None:
    async def trial(watch: SilenceWatch) -> int:
        connection = connected(watch, POST)
        connection.client = ("127.0.0.1", 1)
        return sent_until_paused(connection)

    with override_settings(PROXIES=("127.0.0.1",)):
        assert tried(trial) == 20


def test_all_connections_of_one_take_their_share_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each event of two hundred connections takes 5 ms: together, a tenth of a minute's time."""
    now, spent = [0.0], 0.0
    monkeypatch.setattr("palabre.live.token_bucket.time.monotonic", lambda: now[0])
    shares, due = LoopShares(), [0.0] * 200
    waits = dict[int, float]()
    while now[0] < 60:
        number = min(range(200), key=due.__getitem__)
        now[0] = max(now[0], due[number])
        if waits.pop(number, 0):
            shares.let_go("one")
        spent, now[0] = spent + 0.005, now[0] + 0.005
        waits[number] = shares.pause("one", 0.005)
        due[number] = now[0] + waits[number]

    assert spent < 1.3 * (60 * LOOP + LOOP_AT_ONCE)


def test_holders_are_forgotten_once_they_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection_limits, "MOST_HOLDERS", 3)
    shares = LoopShares()

    for number in range(9):
        shares.pause(str(number), 0.001)

    assert list(shares.left) == ["6", "7", "8"]


def test_a_pause_is_shorter_than_a_request_head_may_take() -> None:
    assert LoopShares().pause("one", 100.0) == LONGEST_PAUSE < HEAD_WITHIN
