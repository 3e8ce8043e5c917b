"""Opening a note loads its document, for which everybody waits: it is at the cost of who opens it."""

import asyncio
import time

import pytest

from palabre.live.live_visitors import LiveVisitor
from palabre.notes.live import open_rooms, visitor_quotas
from palabre.notes.live.open_rooms import OpenRooms
from palabre.notes.live.visitor_quotas import Share, processor_of
from palabre.notes.models import Note
from tests.apart import run_apart

MALO, ODILE = 1, 2


@pytest.fixture(autouse=True)
def no_shares_of_before(monkeypatch):
    for name in ("_shares", "_in_use", "_processors"):
        monkeypatch.setattr(visitor_quotas, name, type(getattr(visitor_quotas, name))())


@pytest.fixture
def slept(monkeypatch):
    """Seconds for which somebody waited before a note was opened; their debt is over then."""
    found = []

    async def sleep(seconds):
        found.append(seconds)
        processor_of(MALO).left = 0.0

    monkeypatch.setattr(open_rooms, "asyncio", Asyncio(sleep))
    return found


class Asyncio:
    """asyncio, of which nobody sleeps for long."""

    def __init__(self, sleep):
        self.sleep = sleep

    def __getattr__(self, name):
        return getattr(asyncio, name)


async def open_for(place, person, note):
    with pytest.raises(Note.DoesNotExist):
        await place.opened_for(LiveVisitor(note, person))


def loads(monkeypatch, seconds=0.02):
    """Have each note take that much processor to load; return those that were, and how many at once at most."""
    found, under_way, most = [], [], [0]

    def opened(number, share):
        under_way.append(number)
        most[0] = max(most[0], len(under_way))
        with share.timed():
            began = time.thread_time()
            while time.thread_time() - began < seconds:
                pass
        found.append(number)
        under_way.remove(number)
        raise Note.DoesNotExist

    monkeypatch.setattr(open_rooms, "opened", opened)
    return found, most


def test_who_opens_notes_pays_for_them_and_waits_once_their_time_is_spent(monkeypatch, slept):
    found, _most = loads(monkeypatch)

    async def played():
        place = OpenRooms()
        before = processor_of(MALO).left
        await open_for(place, MALO, 7)
        spent = before - processor_of(MALO).left
        processor_of(MALO).left = -2.0
        await open_for(place, MALO, 8)
        waited = list(slept)
        await open_for(place, ODILE, 9)
        return spent, waited

    spent, waited = run_apart(played())

    assert spent >= 0.019
    assert [round(one) for one in waited] == [25]
    assert (found, len(slept)) == ([7, 8, 9], 1)


def test_they_open_one_at_a_time_however_many_connections_they_have(monkeypatch):
    found, most = loads(monkeypatch)

    async def played():
        place = OpenRooms()
        await asyncio.gather(*(open_for(place, MALO, number) for number in range(6)))

    run_apart(played())

    assert (sorted(found), most) == ([*range(6)], [1])


def test_the_time_of_a_load_that_fails_is_paid_too(monkeypatch):
    share = Share()
    monkeypatch.setattr(open_rooms, "close_old_connections", lambda: None)
    monkeypatch.setattr(Note, "objects", Failing())
    before = share.processor.left

    with pytest.raises(Note.DoesNotExist):
        open_rooms.opened(1, share)

    assert before - share.processor.left >= 0.019


class Failing:
    def select_related(self, _name):
        began = time.thread_time()
        while time.thread_time() - began < 0.02:
            pass
        raise Note.DoesNotExist
