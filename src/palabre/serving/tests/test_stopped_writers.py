"""What makes others wait to write is bounded by both clocks, is not asked for without end, and has little beside."""

import asyncio
import contextlib
import threading
from collections.abc import Iterable
from typing import Any

import pytest
from django.db import OperationalError, ProgrammingError, connection, transaction

from palabre.refusal import Refusal
from palabre.serving import processor_bound, slow_queues
from palabre.serving.priority_queue import FEW, RETRY_AFTER, RequestPriority
from palabre.serving.processor_bound import refuse_out_of_time, run_within
from palabre.serving.slow_queues import HOMECOMINGS, OF_STOPPED, PAUSE, StoppedAskers
from palabre.serving.tests.test_slow_queues import A_HOMECOMING, Visit
from palabre.serving.tests.test_wsgi_bridge import SAFETY
from palabre.serving.wsgi_bridge import TOO_BUSY
from palabre.spaces.models import Space
from palabre.web.outages.locked_database import is_momentary
from palabre.web.outages.time_limits import HeldTooLong, OutOfTime
from tests.apart import run_apart
from tests.builders import a_space

UNDOING, FORM = f"{A_HOMECOMING}undoing/", b"text=1"
PAGE = "/s/a/"


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


class Reading(Visit):
    """A page lasts until it is let go by `pages`. `order` are the addresses, as each ends."""

    def __init__(self) -> None:
        super().__init__()
        self.pages, self.order = threading.Semaphore(0), list[str]()

    def application(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        made = super().application(environ, start)
        if environ["PATH_INFO"] == PAGE:
            self.pages.acquire(timeout=SAFETY)
        self.order.append(environ["PATH_INFO"])
        return made

    async def begin_pages(self, *visitors: str) -> list["asyncio.Task[Any]"]:
        begun = [asyncio.create_task(self.ask(PAGE, visitor=visitor)) for visitor in visitors]
        await turns()
        return begun


async def turns() -> None:
    for _turn in range(1000):
        await asyncio.sleep(0)


@pytest.mark.parametrize("path", [A_HOMECOMING, "/s/a/you/name/"])
def test_few_read_while_a_forum_comes_or_a_name_goes_whoever_they_are(path: str) -> None:
    """A stranger's sixteen connections made it last until it was stopped, and nobody else could save meanwhile."""

    async def play() -> tuple[dict[RequestPriority, int], list[int]]:
        visit = Reading()
        await visit.begin_uploads(1, visitor="malo", path=path)
        asked = await visit.begin_pages("malo", "ines", "zoe", "", "")
        many = dict(visit.door.lanes.busy)
        meanwhile = [await visit.ask("/s/a/pages/b/", FORM, visitor="zoe"), await visit.ask("/health/")]
        visit.pages.release(len(asked))
        await asyncio.gather(*asked)
        return many, [*(one["status"] for one in meanwhile), *await visit.end()]

    many, answered = run_apart(play())

    assert [many[lane] for lane in (RequestPriority.KNOWN, RequestPriority.WITHOUT)] == [FEW, FEW]
    assert answered == [200, 200, 200]


def test_a_forum_comes_once_few_read_though_others_go_on_asking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slow_queues, "BETWEEN_LOOKS", 0)
    monkeypatch.setattr(slow_queues, "LOOKS", 10**9)

    async def play() -> tuple[list[str], int, int]:
        visit = Reading()
        visit.go.set()
        pages = await visit.begin_pages(*(f"v{number}" for number in range(9)))
        running = visit.door.lanes.busy[RequestPriority.KNOWN]
        forum = asyncio.create_task(visit.ask(A_HOMECOMING, FORM, visitor="malo"))
        await turns()
        before = list(visit.order)
        visit.pages.release(running)
        await forum
        visit.pages.release(len(pages) - running)
        await asyncio.gather(*pages)
        return before, running, visit.order.index(A_HOMECOMING)

    before, running, place = run_apart(play())

    assert before == []
    assert running - FEW <= place <= running


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


@pytest.mark.postgres
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no server that could end it")
@pytest.mark.django_db(transaction=True)
def test_one_query_that_lasts_is_stopped_by_the_clock_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """One query, which the planner thought short, held a space for twenty seconds."""
    monkeypatch.setattr(processor_bound, "SPENT_HOLDING", 0.2)
    name = a_space().name

    def write() -> None:
        with transaction.atomic():
            Space.objects.update(name="À moitié")
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_sleep(10)")

    with connection.execute_wrapper(refuse_out_of_time), pytest.raises(HeldTooLong):
        run_within(write, SAFETY)

    assert Space.objects.get().name == name
    assert longest_query() == "0"


@pytest.mark.postgres
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no server that could end it")
@pytest.mark.django_db(transaction=True)
def test_a_query_that_an_operator_cancels_is_not_taken_for_one_that_lasted() -> None:
    """It is told as a base that is held, with what was typed; PostgreSQL says both by one code."""

    def write() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_cancel_backend(pg_backend_pid())")

    with connection.execute_wrapper(refuse_out_of_time), pytest.raises(OperationalError) as found:
        run_within(write, SAFETY)

    assert is_momentary(found.value)


@pytest.mark.postgres
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no server that could end it")
@pytest.mark.django_db(transaction=True)
def test_a_query_fails_as_ever_in_a_transaction_that_is_bound() -> None:
    """Nothing can be said to PostgreSQL once a query failed, until what it was in is undone."""

    def write() -> str:
        with transaction.atomic():
            with contextlib.suppress(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
                try:
                    cursor.execute("SELECT nothing")
                finally:
                    connection.held_from -= 3
            return Space.objects.get().name

    name = a_space().name
    with connection.execute_wrapper(refuse_out_of_time):
        assert run_within(write, SAFETY) == name


@pytest.mark.postgres
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no server that could end it")
@pytest.mark.django_db(transaction=True)
def test_a_part_that_was_undone_gives_the_next_queries_no_more_time() -> None:
    a_space()

    def write() -> list[str]:
        with transaction.atomic():
            first = longest_query()
            with contextlib.suppress(Refusal), transaction.atomic():
                connection.held_from -= 6
                Space.objects.update(name="À moitié")
                raise Refusal("Non.")
            return [first, longest_query()]

    with connection.execute_wrapper(refuse_out_of_time):
        first, then = run_within(write, SAFETY)

    assert first != then
    assert then == "2s" or then.endswith("ms")


def longest_query() -> str:
    """Return what PostgreSQL says of it."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        return str(cursor.fetchone()[0])
