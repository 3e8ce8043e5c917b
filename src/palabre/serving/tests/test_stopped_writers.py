"""What makes others wait to write is bounded by both clocks, is not asked for without end, and has little beside."""

import asyncio
import threading
from collections.abc import Iterable
from typing import Any

import pytest
from django.db import connection, transaction

from palabre.serving import slow_queues
from palabre.serving.priority_queue import RETRY_AFTER
from palabre.serving.processor_bound import HeldTooLong, OutOfTime, refuse_out_of_time, run_within
from palabre.serving.slow_queues import HOMECOMINGS, OF_STOPPED, PAUSE, StoppedAskers
from palabre.serving.tests.test_slow_queues import A_HOMECOMING, Visit
from palabre.serving.tests.test_wsgi_bridge import SAFETY
from palabre.serving.wsgi_bridge import TOO_BUSY
from palabre.spaces.models import Space
from tests.apart import run_apart
from tests.builders import a_space

UNDOING, FORM = f"{A_HOMECOMING}undoing/", b"text=1"
ANOTHER = "/s/b/forums/homecomings/9/"


class Stopping(Visit):
    """Whatever is sent to these pages is out of time."""

    fault: type[OutOfTime] = OutOfTime

    def application(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        start("200 OK", [])
        if environ["REQUEST_METHOD"] == "POST":
            raise self.fault
        return [threading.current_thread().name.encode()]


def asked_in_turn(*asked: tuple[str, bytes, str]) -> list[dict[str, Any]]:
    """Return the answers to these requests, each a path, a body and a visitor, one after another."""

    async def play() -> list[dict[str, Any]]:
        visit = Stopping()
        return [await visit.ask(path, body, visitor=visitor) for path, body, visitor in asked]

    return run_apart(play())


@pytest.mark.parametrize("path", [A_HOMECOMING, UNDOING, "/s/a/you/name/"])
def test_who_asked_for_what_was_stopped_pauses_and_nobody_else_does(path: str) -> None:
    """The same undoing was asked again and again, and each time nobody else wrote for four seconds."""
    stopped, again, others, page = asked_in_turn(
        (path, FORM, "malo"), (path, FORM, "malo"), (path, FORM, "ines"), ("/s/a/", b"", "malo")
    )

    assert [one["status"] for one in (stopped, again, others, page)] == [503, 429, 503, 200]
    assert again["body"] == OF_STOPPED
    assert (b"retry-after", str(PAUSE).encode()) in again["headers"]


@pytest.mark.parametrize("path", [A_HOMECOMING, UNDOING, "/s/a/you/name/"])
def test_who_was_stopped_by_the_clock_asks_again_at_once(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What strangers read beside it stopped an honest homecoming, whose author was told to wait for ten minutes."""
    monkeypatch.setattr(Stopping, "fault", HeldTooLong)

    stopped, again = asked_in_turn((path, FORM, "malo"), (path, FORM, "malo"))

    assert (stopped["status"], again["status"]) == (503, 503)
    assert again["body"] == TOO_BUSY
    assert (b"retry-after", str(RETRY_AFTER).encode()) in again["headers"]


def test_a_homecoming_that_was_stopped_is_not_undone_at_once_either() -> None:
    stopped, undone = asked_in_turn((A_HOMECOMING, FORM, "malo"), (UNDOING, FORM, "malo"))

    assert (stopped["status"], undone["status"]) == (503, 429)


def test_who_sent_a_text_that_was_stopped_sends_less_of_it_at_once() -> None:
    stopped, again = asked_in_turn(("/s/a/pages/b/", FORM, "malo"), ("/s/a/pages/b/", FORM, "malo"))

    assert (stopped["status"], again["status"]) == (503, 503)


def test_a_pause_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(StoppedAskers, "FOR", -1)

    again = asked_in_turn((UNDOING, FORM, "malo"), (UNDOING, FORM, "malo"))

    assert [one["status"] for one in again] == [503, 503]


def test_bringing_a_forum_and_undoing_it_wait_in_one_line() -> None:
    kinds = [
        slow_queues.kind_of({"PATH_INFO": path, "REQUEST_METHOD": "POST"}) for path in (A_HOMECOMING, UNDOING, "/s/a/")
    ]

    assert kinds == [HOMECOMINGS, HOMECOMINGS, None]


@pytest.mark.parametrize(("reader", "thread"), [("malo", "heavy"), ("ines", "page"), ("", "page")])
def test_who_brings_a_forum_reads_with_one_thread_meanwhile(reader: str, thread: str) -> None:
    """Six long pages of the same member shared the processor with it: nobody else wrote for thirty-five seconds."""

    class Named(Visit):
        def application(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
            made = super().application(environ, start)
            return [threading.current_thread().name.encode()] if environ["PATH_INFO"] == "/s/a/" else made

    async def play() -> tuple[str, str]:
        visit = Named()
        await visit.begin_uploads(1, visitor="malo", path=A_HOMECOMING)
        try:
            meanwhile = await visit.ask("/s/a/", visitor=reader)
        finally:
            await visit.end()
        return meanwhile["body"], (await visit.ask("/s/a/", visitor=reader))["body"]

    meanwhile, afterwards = run_apart(play())

    assert meanwhile.startswith(thread)
    assert afterwards.startswith("page")


class Reading(Visit):
    """The page lasts until it is let go. `order` are the addresses, as each ends."""

    def __init__(self) -> None:
        super().__init__()
        self.begun, self.order = threading.Event(), list[str]()

    def application(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        start("200 OK", [])
        if environ["PATH_INFO"] == "/s/a/":
            self.begun.set()
            self.go.wait(SAFETY)
        self.order.append(environ["PATH_INFO"])
        return [b"made"]


@pytest.mark.parametrize(("reader", "is_alone"), [("malo", True), ("ines", False)])
def test_a_forum_comes_once_the_long_pages_of_its_bearer_have_ended(
    reader: str, is_alone: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slow_queues, "BETWEEN_LOOKS", 0)
    monkeypatch.setattr(slow_queues, "LOOKS", 10**9)

    async def play() -> list[str]:
        visit = Reading()
        await visit.begin_copies(1, visitor=reader, path="/s/a/")
        await asyncio.to_thread(visit.begun.wait, SAFETY)
        forum = asyncio.create_task(visit.ask(A_HOMECOMING, FORM, visitor="malo"))
        for _turn in range(1000):
            await asyncio.sleep(0)
        if not is_alone:
            await forum
        await visit.end()
        await forum
        return visit.order

    assert run_apart(play()) == (["/s/a/", A_HOMECOMING] if is_alone else [A_HOMECOMING, "/s/a/"])


def test_a_bearer_who_always_reads_holds_back_no_forum_of_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slow_queues, "BETWEEN_LOOKS", 0)
    monkeypatch.setattr(slow_queues, "LOOKS", 10**9)

    async def play() -> list[str]:
        visit = Reading()
        await visit.begin_copies(1, visitor="malo", path="/s/a/")
        await asyncio.to_thread(visit.begun.wait, SAFETY)
        waits = asyncio.create_task(visit.ask(A_HOMECOMING, FORM, visitor="malo"))
        for _turn in range(1000):
            await asyncio.sleep(0)
        await visit.ask(ANOTHER, FORM, visitor="ines")
        await visit.end()
        await waits
        return visit.order

    assert run_apart(play()) == [ANOTHER, "/s/a/", A_HOMECOMING]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("lasted", "is_stopped"), [(7, False), (9, True)])
def test_what_others_wait_for_to_write_is_stopped_by_the_clock_too(lasted: float, is_stopped: bool) -> None:
    """Beside many readers, four seconds of processor last for twenty."""
    name = a_space().name

    def write() -> None:
        with transaction.atomic():
            Space.objects.update(name="À moitié")
            connection.held_from -= lasted
            Space.objects.update(name="Longtemps après")

    with connection.execute_wrapper(refuse_out_of_time):
        try:
            run_within(write, SAFETY)
        except HeldTooLong:
            assert is_stopped

    assert Space.objects.get().name == (name if is_stopped else "Longtemps après")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_what_lasts_before_or_between_transactions_holds_nothing() -> None:
    a_space()

    def write() -> str:
        for number in range(2):
            connection.held_from -= 100
            with transaction.atomic():
                Space.objects.update(name=f"Nom {number}")
        connection.held_from -= 100
        return Space.objects.get().name

    with connection.execute_wrapper(refuse_out_of_time):
        assert run_within(write, SAFETY) == "Nom 1"
