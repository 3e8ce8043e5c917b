"""A request that spends too much of the processor stops; one that takes long holds back nobody."""

import asyncio
import contextlib
import threading
import time

import pytest
from django.db import connection, transaction

from palabre.asgi import abandon_request
from palabre.serving import priority_queue, processor_bound
from palabre.serving.processor_bound import HeavyAskers, OutOfTime, ProcessorBound
from palabre.serving.tests.test_wsgi_bridge import SAFETY, ask, ignored, saying, scope_of, silence, taken_by_another
from palabre.serving.wsgi_bridge import Pages
from palabre.spaces.models import Space
from tests.apart import run_apart
from tests.builders import a_space

LITTLE = 0.05  # seconds of processor


def busy():
    """Spend the processor until something stops it; after SAFETY, fail."""
    begun = time.monotonic()
    while time.monotonic() - begun < SAFETY:
        sum(range(100))
    raise AssertionError("nothing stopped it")


def spent(seconds):
    begun = time.thread_time()
    while time.thread_time() - begun < seconds:
        pass


@pytest.fixture
def bound():
    return ProcessorBound(look=0.01)


def test_what_spends_too_much_is_stopped_though_it_keeps_every_exception(bound):
    def stubborn():
        while True:
            with contextlib.suppress(Exception):  # as a template or a view may
                busy()

    with pytest.raises(OutOfTime):
        bound.run(stubborn, most=LITTLE)


def test_what_waits_spends_nothing(bound):
    never = threading.Event()

    assert bound.run(lambda: never.wait(20 * LITTLE), most=LITTLE) is False


def test_nothing_is_raised_once_the_call_is_over(bound):
    """Calls that end about when they would be stopped: the exception is theirs, or nobody's."""
    ended = 0
    for _turn in range(60):
        try:
            ended += bound.run(lambda: spent(LITTLE / 5) is None, most=LITTLE / 5)
        except OutOfTime:
            ended += 1
        spent(LITTLE / 10)

    assert ended == 60
    assert not bound.under_way


def test_a_long_call_leaves_its_place_once(bound, monkeypatch):
    monkeypatch.setattr(processor_bound, "LONG", LITTLE)
    left, free = [], threading.Event()

    def leave():
        left.append(1)
        free.set()

    bound.run(lambda: free.wait(SAFETY) and spent(4 * LITTLE), most=SAFETY, leave=leave)

    assert left == [1]


def test_a_reader_reads_that_the_page_was_stopped(monkeypatch):
    monkeypatch.setattr(priority_queue, "SPENT_READING", LITTLE)

    status, _headers, body = ask(saying(lambda environ: [busy()]))

    assert status == 503
    assert "Cette page demande trop de travail" in body.decode()


def test_readers_go_on_while_long_pages_hold_every_place(monkeypatch):
    """Eight pages of others wait for ever; one more is answered."""
    monkeypatch.setattr(processor_bound, "LONG", LITTLE)
    free = threading.Event()

    assert read_beside(free, long_ones=8) == 200


def read_beside(free, long_ones):
    """Return the status of one more page while that many others, begun before, wait for `free`."""

    def application(environ):
        if environ["PATH_INFO"] == "/long/":
            free.wait(SAFETY)
        return [b"court"]

    async def all_of_them():
        door = Pages(saying(application))
        others = [asyncio.ensure_future(door(scope_of(path=b"/long/"), silence, ignored)) for _one in range(long_ones)]
        heard = await taken_by_another(door)
        free.set()
        await asyncio.gather(*others)
        return heard

    return run_apart(all_of_them())[0]["status"]


@pytest.mark.django_db(transaction=True)
def test_a_write_that_was_stopped_leaves_nothing_and_its_thread_writes_again(bound):
    name = a_space().name

    def write():
        with transaction.atomic():
            Space.objects.update(name="À moitié")
            busy()

    stopped = in_a_thread(bound, write)

    assert stopped == "À la suite"
    assert Space.objects.get().name != name


def in_a_thread(bound, write):
    """In one thread: write until stopped, then write again; return the name that stands then."""
    found = []

    def both():
        with pytest.raises(OutOfTime):
            bound.run(write, most=LITTLE)
        abandon_request()
        standing = Space.objects.get().name
        Space.objects.update(name="À la suite")
        found.extend([standing, Space.objects.get().name])
        connection.close()

    thread = threading.Thread(target=both)
    thread.start()
    thread.join(SAFETY)
    assert found[0] != "À moitié"
    return found[1]


def test_who_asked_for_it_is_slow_for_a_while(monkeypatch):
    slow = HeavyAskers()
    slow.add("7")
    monkeypatch.setattr(HeavyAskers, "FOR", -1)
    slow.add("8")

    assert ["7" in slow, "8" in slow, "" in slow] == [True, False, False]
