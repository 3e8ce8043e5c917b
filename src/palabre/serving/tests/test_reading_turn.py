"""Readers go one at a time, in the order in which they came; whoever takes long holds back nobody."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
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


def begin(pool: ThreadPoolExecutor, turn: ReadingTurn, call: Callable[[], Any]) -> "Future[Any]":
    """Have a thread take its turn, and return once it stands in the line."""
    many = len(turn.line)
    begun, pause = pool.submit(turn.take, call), threading.Event()
    while len(turn.line) <= many and not begun.done():
        pause.wait(0.001)
    return begun


def test_readers_go_one_at_a_time_in_the_order_in_which_they_came(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_turn, "LONGEST", SAFETY)
    turn, go, seen = ReadingTurn(), threading.Event(), list[str]()

    def read(name: str) -> None:
        seen.append(f"{name} begins")
        assert go.wait(SAFETY)
        seen.append(f"{name} ends")

    with ThreadPoolExecutor(3) as pool:
        begun = [begin(pool, turn, lambda name=name: read(name)) for name in "abc"]  # type: ignore[misc]
        before = list(seen)
        go.set()
        for one in begun:
            one.result(SAFETY)

    assert before == ["a begins"]
    assert seen == [f"{name} {what}" for name in "abc" for what in ("begins", "ends")]


def test_whoever_takes_long_goes_on_beside_the_next_ones() -> None:
    turn, go = ReadingTurn(), threading.Event()

    with ThreadPoolExecutor(1) as pool:
        slow = begin(pool, turn, lambda: go.wait(SAFETY))
        others = [turn.take(lambda: "read"), turn.take(lambda: "read")]
        was_over = slow.done()
        go.set()
        slow.result(SAFETY)

    assert (others, was_over, list(turn.line)) == (["read"] * 2, False, [])


def test_a_reader_who_fails_passes_the_turn_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_turn, "LONGEST", SAFETY)
    turn = ReadingTurn()

    with pytest.raises(ZeroDivisionError):
        turn.take(lambda: 1 // 0)

    assert turn.take(lambda: "read") == "read"


@pytest.mark.parametrize(
    ("method", "lane", "turns"),
    [
        ("GET", RequestPriority.MEMBER, 1),
        ("HEAD", RequestPriority.WITHOUT, 1),
        ("POST", RequestPriority.WRITING, 0),
        ("GET", RequestPriority.HEALTH, 0),
    ],
)
def test_pages_are_read_in_turn_and_neither_forms_nor_the_health_page_wait(
    method: str, lane: RequestPriority, turns: int
) -> None:
    turn = Counted()

    pages = Pages(saying(lambda environ: [b""]), asker_of=lambda *_told: Requester(lane), turn=turn)
    run_apart(pages(scope_of(method=method), silence, ignored))

    assert turn.taken == turns


def test_readers_of_sqlite_alone_go_one_at_a_time() -> None:
    """Elsewhere a query waits for another machine, or at least for another process, and leaves the processor free."""
    assert (asgi.pages.turn is not None) is (connection.vendor == "sqlite")


class Counted(ReadingTurn):
    taken = 0

    def take[Returned](self, call: Callable[[], Returned]) -> Returned:
        self.taken += 1
        return super().take(call)


def test_a_turn_that_others_passed_on_already_is_passed_on_to_nobody():
    turn = ReadingTurn()

    turn.pass_on()

    assert turn.take(lambda: "made") == "made"
