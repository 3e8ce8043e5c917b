"""The room of a meeting over its WebSockets, on the real server."""

from __future__ import annotations

import json
import tarfile

import pytest

from tests.lengths import short_by
from tests.live_rooms import LiveRoom, Screen
from tests.live_server import LiveServer

pytestmark = pytest.mark.postgres

WEATHER = "clearing"  # a word that nothing else says
SHOW = "print(json.dumps({}))"
COPY = (
    "from django.utils import timezone; from palabre.upkeep.backups.backup import back_up; back_up(at=timezone.now())"
)
ROWS = """
import json, sys
from django.apps import apps
word = sys.stdin.read()
kinds = [one for one in apps.get_models() if any(word in str(row) for row in one._default_manager.values_list())]
print(json.dumps([one._meta.label for one in kinds]))
"""


@pytest.fixture
def room(server: LiveServer) -> LiveRoom:
    return LiveRoom(server, members=["Sabine Delorme", "Karim Haddad"], guests=["Zoé"])


def test_a_gesture_is_seen_on_every_screen(room: LiveRoom) -> None:
    seats = [("Sabine Delorme", "facilitator"), ("Karim Haddad", "scribe"), ("Karim Haddad", "projector")]
    with (
        room.screen(*seats[0]) as first,
        room.screen(*seats[1]) as second,
        room.screen(*seats[2]) as third,
        room.screen("Zoé") as phone,
    ):
        version = room.ask(SHOW.format("meeting.room.version"))

        pressed = room.press("Sabine Delorme", "next-point", version=version)

        assert pressed == 204
        for screen in (first, second, third, phone):
            assert screen.shows("Point numéro 2")


def test_what_is_hers_is_shown_to_her_alone(room: LiveRoom) -> None:
    with room.screen("Zoé") as zoe, room.screen("Karim Haddad") as karim:
        room.press("Zoé", "hand")

        assert zoe.shows('formaction="no-hand/"')
        room.press("Sabine Delorme", "extension", extra=0)
        karim.wait_until(lambda: karim.version >= zoe.version)
        assert 'formaction="no-hand/"' not in karim.html


def test_a_phone_that_slept_comes_back_to_where_the_meeting_stands(room: LiveRoom) -> None:
    phone = room.screen("Zoé").come()
    phone.leave()
    for _point in range(3):
        room.press("Sabine Delorme", "next-point", version=room.ask(SHOW.format("meeting.room.version")))

    with phone.come():
        assert phone.shows("Point numéro 4")


@pytest.mark.long
def test_when_one_laptop_dies_another_takes_over_and_nothing_is_lost(room: LiveRoom, server: LiveServer) -> None:
    room.press("Sabine Delorme", "next-point", version=room.ask(SHOW.format("meeting.room.version")))
    server.kill()

    taken = until_it_is_there(room, "Karim Haddad", "facilitation")

    assert taken == 204
    with room.screen("Zoé") as phone:
        assert phone.shows("Point numéro 2")
        assert phone.shows("Karim")


def test_a_weather_is_seen_in_the_room_and_is_nowhere_afterwards(room: LiveRoom, server: LiveServer) -> None:
    with room.screen("Zoé") as phone, room.screen("Sabine Delorme", "projector") as wall:
        before = where_it_stands(server, WEATHER)

        phone.say({"flash": WEATHER})

        wall.wait_until(lambda: bool(wall.flashes))
        assert wall.flashes == [{"kind": "weather", "word": WEATHER, "name": ""}]
    room.press("Sabine Delorme", "extension", extra=0)
    server.ask(COPY)
    assert before == [] == where_it_stands(server, WEATHER)
    assert "a copy" in where_it_stands(server, "Zoé")  # a name is found where there is one


def test_who_comes_later_is_not_told_of_what_passed(room: LiveRoom) -> None:
    with room.screen("Zoé") as phone:
        phone.say({"hand": True})
        phone.wait_until(lambda: bool(phone.flashes))

        with room.screen("Karim Haddad") as late:
            assert late.flashes == []

    assert phone.flashes == [{"kind": "hand", "word": "", "name": "Zoé"}]


@pytest.mark.parametrize(
    "frame",
    short_by(
        ["", "{", "[]", '{"flash": "colère"}', '{"flash": 1}', '{"hand": "oui"}', "9" * 5_000, b"\xff\x00", "[" * 190],
        ["{", '{"flash": "colère"}', b"\xff\x00"],
    ),
)
def test_a_frame_that_says_nothing_ends_its_connection_alone(room: LiveRoom, frame: str | bytes) -> None:
    with room.screen("Zoé") as phone, room.screen("Karim Haddad") as other:
        phone.say(frame)

        assert phone.ended_by() == 4400
        assert other.code is None


@pytest.mark.long
def test_a_flood_is_read_no_faster_than_it_may(room: LiveRoom) -> None:
    with room.screen("Zoé") as phone, room.screen("Karim Haddad") as other:
        for _flash in range(300):
            phone.say({"hand": True})
        room.press("Sabine Delorme", "hand")

        assert other.shows("Sabine")
        assert len(other.flashes) < 150


def test_a_page_of_another_site_does_not_come_in(room: LiveRoom) -> None:
    with pytest.raises(Exception, match="403"):
        room.screen("Zoé", origin="http://evil.example").come()


def test_who_may_not_be_here_is_sent_away(room: LiveRoom, server: LiveServer) -> None:
    elsewhere = LiveRoom(server, members=["Omar"], guests=["Lina"])
    path, _cookie = room.who("Sabine Delorme")
    guest_path, _cookie = room.who("Zoé")
    strangers = [
        Screen(f"ws://127.0.0.1:{server.port}/ws{path}?as=facilitator", elsewhere.who("Omar")[1]),
        Screen(f"ws://127.0.0.1:{server.port}/ws{path}", room.who("Zoé")[1]),
        Screen(f"ws://127.0.0.1:{server.port}/ws{guest_path}", elsewhere.who("Lina")[1]),
        Screen(f"ws://127.0.0.1:{server.port}/ws{path}", ""),
    ]

    codes = [one.come().ended_by() for one in strangers]

    assert codes == [4401, 4401, 4401, 4401]


def test_a_guest_asks_in_vain_for_the_screen_of_who_leads(room: LiveRoom) -> None:
    with room.screen("Zoé", "facilitator") as screen:
        assert 'formaction="next-point/' not in screen.html


def test_a_withdrawn_link_ends_her_screen_and_nobody_elses(room: LiveRoom) -> None:
    number = room.told["guests"]["Zoé"][0]
    with room.screen("Zoé") as phone, room.screen("Karim Haddad") as other:
        words = "from palabre.people.models import Link; from django.utils import timezone"
        room.ask(f"{words}; Link.objects.get(pk={number}).revoke(timezone.now()); print(json.dumps(None))")

        assert phone.ended_by() == 4401
        assert other.code is None


def test_a_person_has_so_many_screens_and_no_more(room: LiveRoom) -> None:
    screens = [room.screen("Zoé").come() for _screen in range(13)]

    assert [one.code for one in screens] == [None] * 12 + [4429]
    for one in screens:
        one.leave()


def until_it_is_there(room: LiveRoom, name: str, gesture: str) -> int:
    """Press until the server is back."""
    while True:
        try:
            return room.press(name, gesture)
        except OSError:
            continue


def where_it_stands(server: LiveServer, word: str) -> list[str]:
    """Return what of the instance says these letters: the database and its journal, the logs, the copies, the rows."""
    paths = [path for path in server.data.rglob("*") if path.is_file() and "static" not in path.parts]
    found = [path.name for path in paths if word.encode() in path.read_bytes()]
    for path in server.data.glob("backups/*.tar.gz"):
        with tarfile.open(path) as copy:
            pieces = [copy.extractfile(one) for one in copy if one.isfile()]
            found += ["a copy" for piece in pieces if piece and word.encode() in piece.read()]
    return found + json.loads(server.ask(ROWS, word))
