"""Readers go one at a time, in the order in which they came; whoever takes long holds back nobody."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from palabre import asgi
from palabre.serving import reading_turn
from palabre.serving.priority_queue import Requester, RequestPriority
from palabre.serving.reading_turn import ReadingTurn
from palabre.serving.tests.test_wsgi_bridge import SAFETY, ignored, saying, scope_of, silence
from palabre.serving.wsgi_bridge import Pages
from tests.apart import run_apart

THREADS = 3


@pytest.fixture
def turn() -> Iterator[ReadingTurn]:
    with ThreadPoolExecutor(THREADS) as pool:
        yield ReadingTurn(pool)


def made_by(turn: ReadingTurn, *calls: Callable[[], Any]) -> list[Any]:
    """Have all these calls made at once; return what each returned, or raised."""

    async def make() -> list[Any]:
        return await asyncio.gather(*map(turn.run, calls), return_exceptions=True)

    return run_apart(make())


def test_readers_go_one_at_a_time_in_the_order_in_which_they_came(
    turn: ReadingTurn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_turn, "LONGEST", SAFETY)
    seen, pause = list[str](), threading.Event()

    def read(name: str) -> None:
        seen.append(f"{name} begins")
        pause.wait(0.01)  # what would let others begin
        seen.append(f"{name} ends")

    made_by(turn, *(lambda name=name: read(name) for name in "abc"))  # type: ignore[misc]

    assert seen == [f"{name} {what}" for name in "abc" for what in ("begins", "ends")]


def test_the_thread_that_has_made_a_page_makes_the_next_one(turn: ReadingTurn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_turn, "LONGEST", SAFETY)

    threads = made_by(turn, *[threading.get_ident] * 10)

    assert len(set(threads)) == 1


def test_whoever_takes_long_goes_on_beside_the_next_ones(turn: ReadingTurn) -> None:
    go = threading.Event()

    assert made_by(turn, lambda: go.wait(SAFETY), lambda: "read", go.set) == [True, "read", None]


def test_whoever_comes_once_the_turn_was_kept_for_too_long_does_not_wait(
    turn: ReadingTurn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ReadingTurn, "look", lambda *_told: None)
    begun, go = threading.Event(), threading.Event()

    def keep() -> bool:
        begun.set()
        return go.wait(SAFETY)

    async def come_late() -> bool:
        slow = asyncio.ensure_future(turn.run(keep))
        await asyncio.to_thread(begun.wait, SAFETY)
        turn.since -= reading_turn.LONGEST
        await turn.run(go.set)
        return await slow

    assert run_apart(come_late())


def test_pages_made_one_after_the_other_are_handed_over_in_lots(
    turn: ReadingTurn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_turn, "LOT", SAFETY)
    monkeypatch.setattr(reading_turn, "LONGEST", SAFETY)
    asked, lots, hand_over = threading.Event(), list[int](), turn.hand_over

    def counted() -> None:
        lots.append(len(turn.made))
        hand_over()

    async def ask() -> None:
        pages = [asyncio.ensure_future(turn.run(asked.wait, SAFETY)) for _page in range(10)]
        await asyncio.sleep(0)  # each has asked
        asked.set()
        await asyncio.gather(*pages)

    monkeypatch.setattr(turn, "hand_over", counted)
    run_apart(ask())

    assert lots == [10]


def test_a_page_that_is_made_does_not_wait_for_a_long_one(turn: ReadingTurn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_turn, "LONGEST", SAFETY)
    go, seen = threading.Event(), list[str]()

    async def read() -> None:
        async def quick() -> None:
            seen.append(await turn.run(lambda: "quick"))
            go.set()

        await asyncio.gather(turn.run(lambda: None), quick(), turn.run(lambda: seen.append(f"long: {go.wait(SAFETY)}")))

    run_apart(read())

    assert seen == ["quick", "long: True"]


def test_a_reader_who_fails_passes_the_turn_on(turn: ReadingTurn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_turn, "LONGEST", SAFETY)

    failed, read = made_by(turn, lambda: 1 // 0, lambda: "read")

    assert isinstance(failed, ZeroDivisionError)
    assert read == "read"


def test_who_leaves_before_their_turn_is_made_no_page(turn: ReadingTurn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_turn, "LONGEST", SAFETY)
    go, made = threading.Event(), list[str]()

    async def leave() -> None:
        calls: list[Callable[[], Any]] = [go.wait, lambda: made.append("gone"), lambda: "read"]
        first, gone, last = (asyncio.ensure_future(turn.run(call)) for call in calls)
        await asyncio.sleep(0)  # each has asked
        gone.cancel()
        go.set()
        made.append(await last)
        await first

    run_apart(leave())

    assert made == ["read"]


@pytest.mark.parametrize(
    ("method", "lane", "turns"),
    [
        ("GET", RequestPriority.MEMBER, 1),
        ("HEAD", RequestPriority.WITHOUT, 1),
        ("POST", RequestPriority.WRITING, 0),
        ("POST", RequestPriority.WITHOUT, 0),
        ("GET", RequestPriority.HEALTH, 0),
    ],
)
def test_pages_are_read_in_turn_and_neither_forms_nor_the_health_page_wait(
    method: str, lane: RequestPriority, turns: int
) -> None:
    pages = Pages(saying(lambda environ: [b""]), asker_of=lambda *_told: Requester(lane), in_turn=True)
    pages.reading = counted = Counted(pages.lanes.pool)

    run_apart(pages(scope_of(method=method), silence, ignored))

    assert counted.taken == turns


def test_readers_of_sqlite_alone_go_one_at_a_time() -> None:
    """Elsewhere a query waits for another machine, or at least for another process, and leaves the processor free."""
    assert isinstance(asgi.pages.reading, ReadingTurn) is (connection.vendor == "sqlite")


class Counted(ReadingTurn):
    taken = 0

    async def run(self, *told: Any, **named: Any) -> Any:
        self.taken += 1
        return await super().run(*told, **named)
