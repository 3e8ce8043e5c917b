"""A meeting on two servers that share a PostgreSQL: with Redis between them, and without."""

from __future__ import annotations

import pytest

from tests.live_rooms import LiveRoom
from tests.live_server import LiveServer
from tests.test_live_several import Redis, pytestmark, redis, two

__all__ = ["pytestmark", "redis", "two"]
SHOW = "print(json.dumps(meeting.room.version))"


@pytest.fixture
def room(two: tuple[LiveServer, LiveServer]) -> LiveRoom:
    return LiveRoom(two[0], members=["Sabine Delorme", "Karim Haddad"], guests=["Zoé"])


def test_what_one_server_does_is_seen_on_the_other_and_so_is_what_passes(
    room: LiveRoom, two: tuple[LiveServer, LiveServer]
) -> None:
    with room.screen("Sabine Delorme", "projector") as wall, room.screen("Zoé", server=two[1]) as phone:
        room.press("Sabine Delorme", "next-point", version=room.ask(SHOW))
        phone.say({"flash": "fog"})

        assert phone.shows("Point numéro 2")
        wall.wait_until(lambda: wall.flashes == [{"kind": "weather", "word": "fog", "name": ""}])


def test_two_facilitators_on_two_servers_move_one_point(room: LiveRoom, two: tuple[LiveServer, LiveServer]) -> None:
    version = room.ask(SHOW)

    first = room.press("Sabine Delorme", "next-point", version=version)
    second = room.press("Karim Haddad", "next-point", server=two[1], version=version)

    assert (first, second) == (204, 409)


def test_with_redis_away_the_screens_of_both_servers_still_follow(
    room: LiveRoom, two: tuple[LiveServer, LiveServer], redis: Redis
) -> None:
    with room.screen("Karim Haddad") as here, room.screen("Zoé", server=two[1]) as there:
        redis.stop()
        room.press("Sabine Delorme", "next-point", version=room.ask(SHOW))
        followed = here.shows("Point numéro 2") and there.shows("Point numéro 2")
        redis.start()

        room.press("Sabine Delorme", "next-point", version=room.ask(SHOW))

        assert followed
        assert here.shows("Point numéro 3")
        assert there.shows("Point numéro 3")
