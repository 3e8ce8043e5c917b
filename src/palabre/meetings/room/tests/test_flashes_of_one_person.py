"""What passes in a room is sent to every screen: a person with many screens sends no more of it than with one."""

import asyncio
from types import SimpleNamespace

import pytest

from palabre.live.bell import Bell
from palabre.live.live_visitors import LiveVisitor
from palabre.live.screen_broadcaster import FLASH_EACH, Screen, ScreenBroadcaster
from palabre.meetings.room.broadcast.room_websocket import listen
from tests.apart import run_apart

TWELVE = range(12)


def a_screen(person):
    return Screen(visitor=LiveVisitor(1, person), who=None, name="Zoé", language="fr")


async def waited_by(sleep, *people, ended=False):
    """Have each of these people send a weather from one screen, and return what was sent on."""
    place = ScreenBroadcaster(SimpleNamespace(channel="tests", bell=Bell()))
    sent = []
    place.flash = lambda screen, frame: sent.append(frame)
    for person in people:
        screen = a_screen(person)
        frames = iter([{"type": "websocket.receive", "text": '{"flash": "sun"}'}, {"type": "websocket.disconnect"}])

        async def receive(frames=frames):
            return next(frames)

        sleep.screen = screen if ended else None
        await listen(place, screen, receive)
    return sent


@pytest.fixture
def sleep(monkeypatch):
    waited = []

    async def pretend(seconds):
        waited.append(seconds)
        if pretend.screen is not None:
            pretend.screen.end(4403)

    pretend.waited, pretend.screen = waited, None
    monkeypatch.setattr(asyncio, "sleep", pretend)
    return pretend


def test_the_screens_of_one_person_wait_for_each_other(sleep):
    run_apart(waited_by(sleep, *[5 for _screen in TWELVE]))

    assert [round(one / FLASH_EACH) for one in sleep.waited] == list(TWELVE)


def test_a_hall_of_people_waits_for_nobody(sleep):
    sent = run_apart(waited_by(sleep, *TWELVE))

    assert (len(sent), set(sleep.waited)) == (len(TWELVE), {0})


def test_who_lost_the_right_while_waiting_sends_nothing(sleep):
    assert run_apart(waited_by(sleep, 5, ended=True)) == []
