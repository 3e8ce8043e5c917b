"""Who was let back in by one member's square is in live notes and rooms beside that member, as long as she is there."""

import pytest
from django.test import Client
from django.utils import timezone

from palabre.meetings.models import Room
from palabre.meetings.room import room_codes
from palabre.meetings.room.broadcast import room_access as rooms
from palabre.meetings.room.broadcast import room_websocket
from palabre.notes.live import live_visitors
from palabre.notes.live.live_visitors import who_comes
from palabre.notes.live.note_rights import Right, judged
from palabre.people.access import keys
from palabre.people.agreements import exclusion
from palabre.people.models import Audience, Seat
from tests.builders import a_meeting, a_member, a_page, a_space

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def connection_of_the_test(monkeypatch):
    """The doors work in threads of their own; here, on the connection of the test."""
    for door in (live_visitors, room_websocket):
        monkeypatch.setattr(door, "close_old_connections", lambda: None)


@pytest.fixture
def malo():
    """He shows the square of another."""
    return a_member(a_space(), "Malo Kersauze")


@pytest.fixture
def zoe(malo):
    return a_member(malo.space, "Zoé Petit")


@pytest.fixture
def handshake(malo, zoe):
    """A WebSocket that begins on the device where his square was opened."""
    phone = Client()
    phone.post(keys.address_of(keys.give_back(zoe, by=malo, at=timezone.now())))
    cookie = "; ".join(f"{one.key}={one.value}" for one in phone.cookies.values()).encode()
    headers = [(b"host", b"testserver"), (b"cookie", cookie)]
    return {"type": "websocket", "scheme": "ws", "query_string": b"", "headers": headers, "server": ("testserver", 80)}


def put_out(person):
    exclusion.put_out(person, by=person, at=timezone.now())


def test_once_he_is_put_out_her_note_ends_there(malo, zoe, handshake):
    page = a_page(malo.space)
    came = who_comes({**handshake, "path": f"/ws/s/{malo.space.slug}/notes/{page.note_id}"})

    put_out(malo)

    assert (came.right, judged([came.guest])[came.guest]) == (Right.WRITE, Right.NOBODY)


def test_once_he_is_put_out_her_room_ends_there(malo, zoe, handshake):
    meeting = a_meeting(malo.space)
    Room.objects.create(meeting=meeting, code=room_codes.fresh(), opened_at=timezone.now())
    came = room_websocket.who_comes({**handshake, "path": f"/ws/s/{malo.space.slug}/meetings/{meeting.pk}/room"})

    put_out(malo)

    assert (came.who.leads, rooms.judged([came.guest])[came.guest].right) == (True, Right.NOBODY)


def test_where_he_only_reads_she_does_not_write_there(malo, zoe, handshake):
    both = Audience.of_persons(zoe, malo)
    page = a_page(malo.space, "Entre nous", audience=both)
    Seat.objects.filter(audience=both, person=malo).update(may_write=False)

    came = who_comes({**handshake, "path": f"/ws/s/{malo.space.slug}/notes/{page.note_id}"})

    assert came.right is Right.READ
