"""A guest of a room reads first names of who never came, on the page, on what comes by the WebSocket, in a refusal."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from palabre.meetings.models import Room
from palabre.meetings.room.broadcast import room_websocket
from palabre.meetings.room.broadcast.screen_html import reading_of
from palabre.meetings.room.tests.room_of import a_guest, a_room
from palabre.people.access.links import link_path
from palabre.people.models import Person
from tests.builders import a_member, a_person, a_space, an_action, entered

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def connection_of_the_test(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room_websocket, "close_old_connections", lambda: None)


@pytest.fixture
def sabine() -> Person:
    return a_member(a_space(), "Sabine Delorme")


@pytest.fixture
def nadege(sabine: Person) -> Person:
    return a_person(sabine.space, "Nadège Kerouanton")


@pytest.fixture
def room(sabine: Person, nadege: Person) -> Room:
    found = a_room(sabine)
    found.meeting.agenda.filter(position=1).update(text="Accueil, par Nadège Kerouanton")
    return found


def frame_for(client: Client, room: Room, path: str) -> str:
    """Return what the WebSocket of this screen sends."""
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}".encode()
    scope = {"type": "websocket", "scheme": "ws", "path": path, "query_string": b"as=phone", "headers": []}
    screen = room_websocket.who_comes({**scope, "headers": [(b"cookie", cookie), (b"host", b"testserver")]})
    reading = reading_of(room.meeting_id)
    assert reading is not None
    return reading.shown(screen.who, screen.language)[1]


def test_the_websocket_says_a_guest_what_the_page_says(room: Room) -> None:
    link, zoe = a_guest(room), Client()
    zoe.get(link_path(link))
    page = zoe.get(reverse("came_in:room", args=[link.pk])).content.decode()
    frame = frame_for(zoe, room, f"/ws/opened/{link.pk}/room")

    assert all("par Nadège" in one and "Kerouanton" not in one for one in (page, frame))


def test_a_member_reads_the_name_as_it_is_written(sabine: Person, room: Room) -> None:
    path = f"/ws/s/{sabine.space.slug}/meetings/{room.meeting_id}/room"

    assert "par Nadège Kerouanton" in frame_for(entered(Client(), sabine), room, path)


def test_a_refusal_that_a_script_shows_says_the_first_name(sabine: Person, nadege: Person, room: Room) -> None:
    link, zoe = a_guest(room), Client()
    zoe.get(link_path(link))
    action = an_action(sabine.space, "Écrire la lettre", owner=nadege)
    room.meeting.carried_over.create(action=action)
    address = reverse("came_in:room", args=[link.pk]) + f"taking/?action={action.pk}"

    why = zoe.post(address, headers={"accept": "application/json"}).json()["why"]

    assert ("Nadège" in why, "Kerouanton" in why) == (True, False)
