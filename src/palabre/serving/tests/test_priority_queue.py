"""Whoever has no cookie waits behind those who have one; neither a crowd nor one client stops them."""

import asyncio
import contextlib
import threading
from collections import Counter
from typing import Any

import pytest
from django.conf import settings
from django.core import signing

from palabre.live.join_codes import key_to
from palabre.serving import priority_queue
from palabre.serving.priority_queue import (
    FEW,
    MOST_READERS_WAITING,
    MOST_WAITING,
    MOST_WITHOUT,
    MOST_WRITING,
    LaneFull,
    PriorityThreads,
    Requester,
    RequestPriority,
)
from palabre.serving.request_priority import asker_of
from palabre.serving.waiting_line import Standing
from palabre.web import visitor_cookie
from palabre.web.caches.signed_sessions import SessionStore
from palabre.web.visitor_cookie import NAME, NEWCOMER, SALT
from tests.apart import run_apart

COOKIE = f"{NAME}={signing.TimestampSigner(salt=SALT).sign('abc')}"
CODE = "BCDFGHJK"
NAME_OF_SESSION = settings.SESSION_COOKIE_NAME


@pytest.mark.parametrize(
    ("path", "cookies", "lane"),
    [
        ("/", "{cookie}", RequestPriority.KNOWN),
        ("/", "csrftoken=x; __Host-{cookie}", RequestPriority.KNOWN),
        ("/", "{cookie}x", RequestPriority.WITHOUT),
        ("/", "", RequestPriority.WITHOUT),
        (f"/room/{CODE}/{key_to(CODE)}/", "", RequestPriority.KNOWN),
        (f"/room/{CODE}/0123456789abcdef/", "", RequestPriority.WITHOUT),
        (f"/forum/{CODE}/{key_to(CODE)}/", "", RequestPriority.KNOWN),
        (f"/forum/{CODE}/0123456789abcdef/", "", RequestPriority.WITHOUT),
        ("/health/", "{cookie}", RequestPriority.HEALTH),
    ],
)
def test_a_cookie_of_ours_or_the_key_of_a_square_goes_first(path: str, cookies: str, lane: RequestPriority) -> None:
    assert asker_of("GET", path, cookies.format(cookie=COOKIE)).lane is lane


def test_those_who_write_have_a_lane_and_a_flood_of_forms_without_a_cookie_has_not() -> None:
    square = f"/room/{CODE}/{key_to(CODE)}/"

    lanes = [asker_of("POST", path, told).lane for path, told in (("/", COOKIE), (square, ""), ("/", ""))]

    assert lanes == [RequestPriority.WRITING, RequestPriority.WRITING, RequestPriority.WITHOUT]


def test_who_came_a_short_while_ago_is_a_newcomer(monkeypatch: pytest.MonkeyPatch) -> None:
    made = signing.b62_decode(COOKIE.split(":")[-2])
    square, later = f"/room/{CODE}/{key_to(CODE)}/", made + NEWCOMER.total_seconds() + 1
    monkeypatch.setattr("time.time", lambda: made)
    asked = (("/", COOKIE), (square, ""), (square, "visitor=x"))
    young = [asker_of("GET", path, told).standing for path, told in asked]

    monkeypatch.setattr("time.time", lambda: later)

    assert young == [Standing.NEWCOMER] * 3
    assert asker_of("GET", "/", COOKIE).standing is Standing.RETURNING


def test_who_has_a_name_here_is_one_visitor_whatever_other_cookies_she_brings() -> None:
    others = [f"{NAME}={signing.TimestampSigner(salt=SALT).sign(one)}" for one in ("a", "b")]
    sessions = ({"persons": {"val": [12, "nonce"]}}, {"persons": {"val": 12}, "links": [[3]]}, {"links": [[3]]})

    askers = [asker_of("POST", "/", f"{session_cookie(said)}; {one}") for said in sessions for one in others]

    assert [one.number for one in askers] == ["person 12"] * 4 + ["a", "b"]
    assert [one.standing for one in askers] == [Standing.NAMED] * 4 + [Standing.NEWCOMER] * 2
    assert asker_of("GET", "/", session_cookie(sessions[0])).lane is RequestPriority.KNOWN
    assert asker_of("GET", "/", session_cookie({"_auth_user_id": "7"} | sessions[0])).number == "account 7"


def test_other_cookies_than_a_session_are_not_read_to_know_who_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is done where all requests arrive: 30 KB of quotes and backslashes took it 24 ms each."""
    read: list[str] = []
    plain = visitor_cookie.cookies_in
    monkeypatch.setattr(visitor_cookie, "cookies_in", lambda told: read.append(told) or plain(told))
    session, long = session_cookie({"persons": {"val": 12}}), '\\"' * 15_000

    askers = [
        asker_of("GET", "/", told) for told in (f'a="{long}"; {session}', f'{COOKIE}; {NAME_OF_SESSION}="{long}"')
    ]

    assert [one.number for one in askers] == ["person 12", "abc"]
    assert max(map(len, read)) < visitor_cookie.LONGEST_SESSION


@pytest.mark.parametrize("space", ["\xa0", "\x85", "\x0b", "\u2000".encode().decode("latin-1")])
def test_a_cookie_whose_name_hides_behind_a_space_says_nobody(space: str) -> None:
    """A sub-domain may set one: browsers know it by another name."""
    hidden = f"{COOKIE};{space}{session_cookie({'persons': {'val': 12}})}"

    assert asker_of("GET", "/", hidden).number == "abc"


def session_cookie(said: dict[str, Any]) -> str:
    session = SessionStore()
    session.update(said)
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


class Work:
    """Calls that last until they are let go, in the order in which they began."""

    def __init__(self, threads: int, *, writing: int = MOST_WRITING) -> None:
        self.lanes, self.go, self.began = PriorityThreads(threads, writing=writing), threading.Event(), []

    def do(self, name: str) -> str:
        self.began.append(name)
        self.go.wait(60)
        return name

    def begin(self, lane: RequestPriority, name: str, number: str = "") -> "asyncio.Task[Any]":
        return asyncio.create_task(self.lanes.run(Requester(lane, number), self.do, name))

    async def have_begun(self, count: int) -> None:
        while len(self.began) < count:
            await asyncio.sleep(0.001)


def test_a_flood_without_cookies_leaves_the_threads_to_those_who_have_one() -> None:
    async def play() -> None:
        work = Work(threads=8)

        flood = [work.begin(RequestPriority.WITHOUT, "without") for _one in range(50)]
        await work.have_begun(MOST_WITHOUT)
        known = [work.begin(RequestPriority.KNOWN, "known") for _one in range(4)]
        await work.have_begun(6)

        assert work.began == ["without"] * 2 + ["known"] * 4
        work.go.set()
        await asyncio.gather(*flood, *known)

    asyncio.run(play())


def test_those_with_a_cookie_are_served_first_and_the_others_after_them() -> None:
    async def play() -> None:
        work = Work(threads=1)

        first = work.begin(RequestPriority.KNOWN, "first")
        await work.have_begun(1)
        later = [work.begin(lane, lane.value) for lane in (RequestPriority.WITHOUT, RequestPriority.KNOWN)]
        await asyncio.sleep(0)
        work.go.set()
        await asyncio.gather(first, *later)

        assert work.began == ["first", "known", "without"]

    asyncio.run(play())


def test_a_flood_without_cookies_of_one_network_goes_behind_the_first_of_another() -> None:
    async def play() -> None:
        work, without = Work(threads=1), RequestPriority.WITHOUT

        def begin(network: str) -> asyncio.Task[Any]:
            return asyncio.create_task(work.lanes.run(Requester(without, network=network), work.do, network))

        flood = [begin("192.0.2.1/32") for _one in range(8)]
        await work.have_begun(1)
        other = begin("198.51.100.7/32")
        await asyncio.sleep(0)
        work.go.set()
        await asyncio.gather(*flood, other)

        assert work.began.index("198.51.100.7/32") == 1

    asyncio.run(play())


def test_after_one_without_a_cookie_the_next_waits_while_others_do_and_no_longer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Threads share one processor: a flood had as much of it as the only writer, and a hall waited for its writes."""
    clock = iter(range(10_000))

    async def trial() -> list[bool]:
        monkeypatch.setattr(asyncio.get_running_loop(), "time", lambda: next(clock) / 10)
        lanes, without = PriorityThreads(8, writing=1), RequestPriority.WITHOUT
        nobody = lanes.is_free(without)
        await lanes.run(Requester(without), lambda: None)
        alone = lanes.is_free(without)
        turn = lanes.waiting[RequestPriority.WRITING].join("malo")
        beside = lanes.is_free(without)
        for _tick in range(20):
            next(clock)
        rested = lanes.is_free(without)
        turn.granted.cancel()
        return [nobody, alone, beside, rested]

    assert run_apart(trial()) == [True, True, False, True]


def test_health_answers_while_every_thread_is_taken() -> None:
    async def play() -> None:
        work = Work(threads=1)

        busy = work.begin(RequestPriority.KNOWN, "busy")
        health = work.begin(RequestPriority.HEALTH, "health")
        await work.have_begun(2)

        work.go.set()
        assert await asyncio.gather(busy, health) == ["busy", "health"]

    asyncio.run(play())


def test_very_many_without_a_cookie_are_told_to_come_back_and_as_many_known_are_not() -> None:
    async def play() -> None:
        work = Work(threads=2)
        flood = [work.begin(RequestPriority.WITHOUT, "without") for _one in range(MOST_WITHOUT + MOST_WAITING)]
        await work.have_begun(MOST_WITHOUT)

        with pytest.raises(LaneFull):
            await work.begin(RequestPriority.WITHOUT, "one too many")
        known = [work.begin(RequestPriority.KNOWN, "known") for _one in range(MOST_WAITING * 2)]

        work.go.set()
        assert len(await asyncio.gather(*flood, *known)) == MOST_WITHOUT + MOST_WAITING * 3

    asyncio.run(play())


def test_who_goes_away_while_she_waits_gives_her_turn_to_the_next() -> None:
    async def play() -> None:
        work = Work(threads=1)
        busy = work.begin(RequestPriority.KNOWN, "busy")
        await work.have_begun(1)
        gone, stays = work.begin(RequestPriority.KNOWN, "gone"), work.begin(RequestPriority.KNOWN, "stays")
        await asyncio.sleep(0)

        gone.cancel()
        work.go.set()

        assert await asyncio.gather(busy, stays) == ["busy", "stays"]

    asyncio.run(play())


def test_a_turn_that_was_granted_and_not_taken_is_given_back() -> None:
    async def play() -> None:
        lanes, asker = PriorityThreads(1), Requester(RequestPriority.KNOWN)
        first = await lanes.take_turn(asker, None)
        waiting = asyncio.create_task(lanes.take_turn(asker, None))
        await asyncio.sleep(0)
        first.give_back()
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)

        assert lanes.busy[asker.lane] == 0

    asyncio.run(play())


def test_of_one_visitor_who_asks_for_very_much_two_requests_are_made_at_once() -> None:
    async def play() -> None:
        work = Work(threads=8)

        greedy = [work.begin(RequestPriority.KNOWN, "greedy", "her number") for _one in range(30)]
        await work.have_begun(2)
        others = [work.begin(RequestPriority.KNOWN, "other", f"{one}") for one in range(2)]
        await work.have_begun(4)

        assert Counter(work.began) == {"greedy": 2, "other": 2}
        work.go.set()
        await asyncio.gather(*greedy, *others)
        assert not work.lanes.begun

    asyncio.run(play())


def test_writers_take_turns_in_their_order_and_leave_the_other_threads_to_readers() -> None:
    async def play() -> None:
        work = Work(threads=8)

        writers = [work.begin(RequestPriority.WRITING, f"{one}") for one in range(20)]
        await work.have_begun(MOST_WRITING)
        readers = [work.begin(RequestPriority.KNOWN, "reader") for _one in range(4)]
        await work.have_begun(MOST_WRITING + 4)

        assert Counter(work.began[MOST_WRITING:]) == {"reader": 4}
        work.go.set()
        await asyncio.gather(*writers, *readers)

    asyncio.run(play())


@pytest.mark.parametrize("writing", [1, MOST_WRITING])
def test_writers_who_take_long_hold_back_no_other_where_the_database_has_several(
    monkeypatch: pytest.MonkeyPatch, writing: int
) -> None:
    """Three who waited for one space held back a member of another for three seconds."""
    monkeypatch.setattr(priority_queue, "LONG", 0.02)

    async def play() -> list[str]:
        work = Work(threads=8, writing=writing)
        long = [work.begin(RequestPriority.WRITING, "long") for _one in range(writing)]
        await work.have_begun(writing)
        other = work.begin(RequestPriority.WRITING, "other")
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(work.have_begun(writing + 1), 1)
        begun = list(work.began)
        work.go.set()
        await asyncio.gather(*long, other)
        return begun

    assert asyncio.run(play()) == ["long"] * writing + ["other"] * (writing > 1)


def test_of_readers_who_take_long_few_go_on_beside_what_runs_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(priority_queue, "LONG", 0)

    async def play() -> tuple[int, int]:
        work = Work(threads=8)
        work.lanes.runs_alone = lambda: True
        long = [work.begin(RequestPriority.KNOWN, "long") for _one in range(5)]
        for _turn in range(100):
            await asyncio.sleep(0)
        reading = work.lanes.busy[RequestPriority.KNOWN], work.lanes.beside[RequestPriority.KNOWN]
        work.go.set()
        await asyncio.gather(*long)
        return reading

    assert run_apart(play()) == (FEW, FEW)


def test_one_visitor_with_many_requests_waits_behind_the_first_one_of_another() -> None:
    async def play() -> None:
        work = Work(threads=1)
        busy = work.begin(RequestPriority.KNOWN, "busy")
        await work.have_begun(1)
        waiting = [work.begin(RequestPriority.KNOWN, name, name) for name in ("much", "much", "other")]
        await asyncio.sleep(0)
        work.go.set()
        await asyncio.gather(busy, *waiting)

        assert work.began == ["busy", "much", "other", "much"]

    asyncio.run(play())


def test_a_bounded_number_of_readers_waits_far_above_a_hall() -> None:
    async def play() -> None:
        work = Work(threads=1)
        readers = [work.begin(RequestPriority.KNOWN, "one", f"{one}") for one in range(1 + MOST_READERS_WAITING)]
        await work.have_begun(1)

        with pytest.raises(LaneFull):
            await work.begin(RequestPriority.KNOWN, "one too many", "late")
        work.go.set()
        assert len(await asyncio.gather(*readers)) == 1 + MOST_READERS_WAITING

    assert MOST_READERS_WAITING >= 3 * 400
    asyncio.run(play())
