"""A screen that spent much to read has one thread for a while, for all who pass: a cookie costs nothing."""

import asyncio
import dataclasses
import threading
import time

import pytest

from palabre.serving import processor_bound, slow_queues
from palabre.serving.priority_queue import Requester, RequestPriority
from palabre.serving.processor_bound import HeavyScreens
from palabre.serving.tests.test_wsgi_bridge import saying, scope_of, silence
from palabre.serving.waiting_line import Standing
from palabre.serving.wsgi_bridge import Answer, Pages
from tests.apart import run_apart

LITTLE = 0.02  # seconds of processor
KNOWN, WITHOUT, HEALTH = RequestPriority.KNOWN, RequestPriority.WITHOUT, RequestPriority.HEALTH


def slow(_environ):
    begun = time.thread_time()
    while time.thread_time() - begun < 2 * LITTLE:
        pass
    return [threading.current_thread().name.encode()]


@pytest.fixture
def thread_of_the_second(monkeypatch):
    monkeypatch.setattr(processor_bound, "MUCH_READING", LITTLE)
    monkeypatch.setattr(processor_bound, "ORDINARY", LITTLE)

    def thread_of_the_second(first, second, path=b"/s/le-val/pages/long/"):
        askers, heard = iter([first, second]), []
        door = Pages(saying(slow), asker_of=lambda *_told: next(askers))
        door.members.add("member")

        async def send(message):
            heard.append(message.get("body", b"").decode())

        async def both():
            await door(scope_of(path=b"/s/le-val/pages/long/"), silence, send)
            await door(scope_of(path=path), silence, send)

        run_apart(both())
        return [words for words in heard if words][1].partition("_")[0]

    return thread_of_the_second


@pytest.mark.parametrize("second", [Requester(KNOWN, "8"), Requester(WITHOUT)])
def test_another_who_passes_waits_apart(thread_of_the_second, second):
    assert thread_of_the_second(Requester(KNOWN, "7"), second) == "heavy"


def test_those_without_a_cookie_are_as_many_there_as_their_networks():
    """With the bound of one: the second is not refused for what the first asked."""
    heavy = dataclasses.replace(slow_queues.HEAVY, most_of_one=1)
    askers = [Requester(WITHOUT, network=network) for network in ("192.0.2.1", "192.0.2.2")]

    async def both():
        queue = slow_queues.Queue(heavy)
        door = Pages(saying(slow))
        door.queues.of[slow_queues.HEAVY] = queue
        door.heavy_screens.add("long")
        gone = asyncio.Future()
        calls = [door.run(time.thread_time, one, None, gone, is_read=True, passing="long") for one in askers]
        return await asyncio.gather(*calls, return_exceptions=True)

    assert run_apart(both()) == [None, None]


@pytest.mark.parametrize("path", [b"/s/le-val/pages/short/", b"/s/elsewhere/pages/long/"])
def test_other_pages_and_other_spaces_wait_for_nobody(thread_of_the_second, path):
    assert thread_of_the_second(Requester(KNOWN, "7"), Requester(KNOWN, "8"), path) == "page"


@pytest.mark.parametrize(("count", "is_one"), [(processor_bound.FEW, True), (processor_bound.FEW - 1, False)])
def test_once_a_few_pages_of_a_space_are_long_all_are(count, is_one):
    found = HeavyScreens()

    for number in range(count):
        found.add(slow_queues.screen_of(f"/s/le-val/pages/long-{number}/"))

    others = ("/s/le-val/pages/short/", "/s/elsewhere/pages/short/", "/s/le-val/map/")
    assert [slow_queues.screen_of(path) in found for path in others] == [is_one, False, False]


def test_a_short_page_of_a_long_kind_waits_for_no_long_one():
    async def thread_of(screen):
        door, heard = Pages(saying(slow)), []
        for number in range(processor_bound.FEW):
            door.heavy_screens.add(slow_queues.screen_of(f"/s/le-val/pages/long-{number}/"))

        def note():
            heard.append(threading.current_thread().name.partition("_")[0])

        await door.run(note, Requester(KNOWN, "8"), None, asyncio.Future(), is_read=True, passing=screen)
        return heard

    assert run_apart(thread_of(slow_queues.screen_of("/s/le-val/pages/short/"))) == ["like-heavy"]
    assert run_apart(thread_of(slow_queues.screen_of("/s/le-val/pages/long-1/"))) == ["heavy"]


def test_so_are_they_where_many_spend_a_little_at_once():
    found, spent = HeavyScreens(), processor_bound.MUCH_READING * 0.9
    for number in range(processor_bound.FEW + 1):
        found.under_way[slow_queues.screen_of(f"/s/le-val/pages/long-{number}/")] = [lambda: spent]
    found.look_soon = lambda: None

    found.look_at_all()

    assert slow_queues.screen_of("/s/le-val/pages/short/") in found


def test_the_lines_of_a_page_are_one_screen_and_what_is_nowhere_is_none():
    lines = {slow_queues.screen_of(f"/s/le-val/pages/long/lines/{number}/") for number in ("1", "0002", "999999")}

    assert len(lines) == 1
    assert slow_queues.screen_of("/nowhere/at/all/") == ""


def test_other_screens_open_as_before(thread_of_the_second):
    assert thread_of_the_second(Requester(KNOWN, "7"), Requester(KNOWN, "8"), b"/s/le-val/map/") == "page"


@pytest.mark.parametrize("second", [Requester(KNOWN, "member", Standing.NAMED), Requester(HEALTH)])
def test_a_member_waits_for_nobody_and_health_neither(thread_of_the_second, second):
    assert thread_of_the_second(Requester(KNOWN, "7"), second) == "page"


def test_what_a_member_reads_slows_nobody(thread_of_the_second):
    member = Requester(KNOWN, "member", Standing.NAMED)

    assert thread_of_the_second(member, Requester(KNOWN, "8")) == "page"


def test_it_is_so_before_the_first_ones_have_ended(monkeypatch):
    """Six visitors begin at once; what they have spent together counts, whoever ends first."""
    monkeypatch.setattr(processor_bound, "LOOK", 0.001)
    spent = [0.0]

    async def two_under_way():
        found = HeavyScreens()
        with found.watched("/long/", lambda: spent[0]), found.watched("/long/", lambda: spent[0]):
            spent[0] = processor_bound.MUCH_READING * 0.6
            while "/long/" not in found:
                await asyncio.sleep(0)
        return found.under_way

    assert run_apart(two_under_way()) == {}


def test_many_ordinary_pages_are_none():
    found = HeavyScreens()
    found.under_way["/short/"] = [lambda: processor_bound.ORDINARY] * 100

    found.look("/short/")

    assert "/short/" not in found


def test_what_is_being_made_says_what_it_has_spent():
    answer, said = Answer(), []

    def application(_environ, _start):
        slow(None)
        said.append(answer.spent_until_now())
        return [b""]

    run_apart(asyncio.to_thread(answer.run, application, {}, 1.0, 1.0))

    assert LITTLE < said[0] < answer.spent_until_now()
