"""Visitors have their turns one after another; who asks for much waits longest, and who has left holds nobody back."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from palabre.serving.client_departure import ClientGone, Departure
from palabre.serving.waiting_line import Crowded, Standing, WaitingLine
from tests.apart import run_apart


class Queue:
    """Requests that wait in a line, named after their visitor; the names of those whose turn came, in order."""

    def __init__(self, most: int = 100, *, keeps_those_gone: bool = False) -> None:
        self.line = WaitingLine(most, keeps_those_gone=keeps_those_gone)
        self.came: list[str] = []
        self.tasks: list[asyncio.Task[None]] = []

    def add(self, *names: str, standing: Standing = Standing.RETURNING, gone: Departure | None = None) -> None:
        for name in names:
            turn = self.line.join(name, standing)
            self.tasks.append(asyncio.create_task(self.wait(name, self.line.wait(turn, gone))))

    async def wait(self, name: str, turn: Coroutine[Any, Any, None]) -> None:
        await turn
        self.came.append(name)

    async def end(self) -> list[BaseException | None]:
        """Grant every turn, each once the last one was taken."""
        await asyncio.sleep(0)
        while self.line.grant_next():
            await asyncio.sleep(0)
        return await asyncio.gather(*self.tasks, return_exceptions=True)


def order(play: Callable[[Queue], None], **bounds: bool | int) -> list[str]:
    async def whole() -> list[str]:
        queue = Queue(**bounds)  # type: ignore[arg-type]
        play(queue)
        await queue.end()
        return queue.came

    return run_apart(whole())


def test_who_asks_for_much_waits_behind_the_first_request_of_others() -> None:
    assert order(lambda queue: queue.add("a", "a", "a", "b", "c", "b")) == ["a", "b", "c", "a", "b", "a"]


def test_who_was_just_served_comes_after_somebody_new() -> None:
    def play(queue: Queue) -> None:
        queue.line.served = "a"  # at once: nobody waited
        queue.add("a", "a", "b")

    assert order(play) == ["b", "a", "a"]


def test_newcomers_together_have_every_other_turn() -> None:
    def play(queue: Queue) -> None:
        queue.add("n1", "n2", "n3", "n4", standing=Standing.NEWCOMER)
        queue.add("a", "b")

    assert order(play) == ["a", "n1", "b", "n2", "n3", "n4"]


def test_who_has_a_name_here_waits_for_few_of_a_hundred_who_have_none() -> None:
    def play(queue: Queue) -> None:
        queue.add("r1", "r2", "r3")
        queue.add("n1", "n2", standing=Standing.NEWCOMER)
        queue.add("a", "b", standing=Standing.NAMED)

    assert order(play) == ["a", "r1", "n1", "b", "r2", "n2", "r3"]


def test_who_has_long_been_a_member_waits_for_few_of_a_hundred_who_joined_today() -> None:
    def play(queue: Queue) -> None:
        queue.add("j1", "j2", "j3", standing=Standing.JOINED)
        queue.add("r1", "r2")
        queue.add("a", "b", standing=Standing.NAMED)

    assert order(play) == ["a", "j1", "r1", "b", "j2", "r2", "j3"]


def test_those_at_work_leave_every_other_turn_to_a_hall_that_arrives() -> None:
    def play(queue: Queue) -> None:
        queue.add("a", "b", "c", "d")
        queue.add("n1", "n2", standing=Standing.NEWCOMER)

    assert order(play) == ["a", "n1", "b", "n2", "c", "d"]


def test_who_has_left_has_no_turn() -> None:
    async def play() -> tuple[list[str], list[BaseException | None]]:
        queue, gone = Queue(), asyncio.get_running_loop().create_future()
        queue.add("left", "left", gone=gone)
        queue.add("stays")
        await asyncio.sleep(0)
        gone.set_result(None)
        await asyncio.sleep(0)
        return queue.came, await queue.end()

    came, ends = run_apart(play())

    assert came == ["stays"]
    assert [type(end) for end in ends] == [ClientGone, ClientGone, type(None)]


def test_forms_of_those_who_have_left_are_made_and_share_the_place_of_one_visitor() -> None:
    async def play() -> list[str]:
        queue, gone = Queue(keeps_those_gone=True), asyncio.get_running_loop().create_future()
        queue.add("left1", "left2", "left3", gone=gone)
        queue.add("a", "b", standing=Standing.NEWCOMER)
        await asyncio.sleep(0)
        gone.set_result(None)
        await asyncio.sleep(0)
        await queue.end()
        return queue.came

    assert run_apart(play()) == ["a", "b", "left1", "left2", "left3"]


def test_in_a_full_line_newcomers_leave_one_half_to_who_was_here_before() -> None:
    async def play() -> tuple[list[str], list[BaseException | None]]:
        queue = Queue(most=4)
        queue.add("n1", "n2", "n3", "n4", standing=Standing.NEWCOMER)
        with pytest.raises(Crowded):
            queue.add("n5", standing=Standing.NEWCOMER)
        queue.add("a", "b")
        with pytest.raises(Crowded):
            queue.add("c")
        ends = await queue.end()
        return queue.came, ends

    came, ends = run_apart(play())

    assert came == ["a", "n1", "b", "n2"]
    assert [type(end) for end in ends] == [type(None)] * 2 + [Crowded] * 2 + [type(None)] * 2


def test_a_full_line_refuses_the_last_request_of_who_has_most_there() -> None:
    async def play() -> tuple[list[str], list[BaseException | None], int]:
        queue = Queue(most=3)
        queue.add("a", "b", "b")
        queue.add("c")
        with pytest.raises(Crowded):
            queue.add("d")
        with pytest.raises(Crowded):
            queue.add("a")
        length = len(queue.line)
        ends = await queue.end()
        return queue.came, ends, length

    came, ends, length = run_apart(play())

    assert came == ["a", "b", "c"]
    assert [type(end) for end in ends] == [type(None), type(None), Crowded, type(None)]
    assert length == 3
