"""Who was let back in by one member's square is in live notes and rooms beside that member, as long as she is there."""

import pytest
from django.test import Client
from django.utils import timezone

from palabre.live.visitor_rights import Right
from palabre.meetings.models import Room
from palabre.meetings.room import room_codes
from palabre.meetings.room.broadcast import room_access as rooms
from palabre.meetings.room.broadcast import room_websocket
from palabre.notes.live import note_arrival
from palabre.notes.live.note_arrival import who_comes
from palabre.notes.live.note_rights import rights_of_visitors
from palabre.people.access import keys, links
from palabre.people.agreements import exclusion
from palabre.people.models import Audience, Seat
from palabre.wiki.readers import page_audience
from palabre.wiki.readers.page_invitations import invite
from tests.builders import a_meeting, a_member, a_page, a_space

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def connection_of_the_test(monkeypatch):
    """The doors work in threads of their own; here, on the connection of the test."""
    for door in (note_arrival, room_websocket):
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
    phone.post(keys.key_path(keys.key_shown_to(zoe, by=malo, at=timezone.now())))
    cookie = "; ".join(f"{one.key}={one.value}" for one in phone.cookies.values()).encode()
    headers = [(b"host", b"testserver"), (b"cookie", cookie)]
    return {"type": "websocket", "scheme": "ws", "query_string": b"", "headers": headers, "server": ("testserver", 80)}


def put_out(person):
    exclusion.put_out(person, by=person, at=timezone.now())


def test_once_he_is_put_out_her_note_ends_there(malo, zoe, handshake):
    page = a_page(malo.space)
    came = who_comes({**handshake, "path": f"/ws/s/{malo.space.slug}/notes/{page.note_id}"})

    put_out(malo)

    assert (came.right, rights_of_visitors([came.visitor])[came.visitor]) == (Right.WRITE, Right.NOBODY)


def test_once_he_is_put_out_her_room_ends_there(malo, zoe, handshake):
    meeting = a_meeting(malo.space)
    Room.objects.create(meeting=meeting, code=room_codes.fresh(), opened_at=timezone.now())
    came = room_websocket.who_comes({**handshake, "path": f"/ws/s/{malo.space.slug}/meetings/{meeting.pk}/room"})

    put_out(malo)

    assert (came.who.leads, rooms.judged([came.visitor])[came.visitor].right) == (False, Right.NOBODY)


def test_where_he_only_reads_she_does_not_write_there(malo, zoe, handshake):
    both = Audience.of_persons(zoe, malo)
    page = a_page(malo.space, "Entre nous", audience=both)
    Seat.objects.filter(audience=both, person=malo).update(may_write=False)

    came = who_comes({**handshake, "path": f"/ws/s/{malo.space.slug}/notes/{page.note_id}"})

    assert came.right is Right.READ


@pytest.fixture
def linked(malo):
    """A WebSocket that begins with a link to a page, which Malo made for another; and the page."""
    page = a_page(malo.space)
    link = invite(page, "Claire Aubanel", by=malo, at=timezone.now())
    phone = Client()
    phone.get(links.link_path(link))
    cookie = "; ".join(f"{one.key}={one.value}" for one in phone.cookies.values()).encode()
    headers = [(b"host", b"testserver"), (b"cookie", cookie)]
    scope = {"type": "websocket", "scheme": "ws", "query_string": b"", "headers": headers, "server": ("testserver", 80)}
    return {**scope, "path": f"/ws/opened/{link.pk}/notes/{page.note_id}"}, page


def test_who_only_holds_a_link_tells_no_surname_to_the_others_who_hold_one(malo, zoe, handshake, linked):
    scope, page = linked
    hers = {**handshake, "path": f"/ws/s/{malo.space.slug}/notes/{page.note_id}"}

    assert (who_comes(scope).name, who_comes(hers).name) == ("Claire", "Zoé Petit")


def test_once_the_maker_of_her_link_is_put_out_her_note_ends_and_does_not_begin_again(malo, linked):
    scope, _page = linked
    came = who_comes(scope)

    put_out(malo)

    ends = rights_of_visitors([came.visitor])[came.visitor]
    assert (came.right, ends, who_comes(scope).right) == (Right.WRITE, Right.NOBODY, Right.NOBODY)


def test_once_the_maker_of_her_link_reads_the_page_no_longer_her_note_ends(malo, zoe, linked):
    scope, page = linked
    came = who_comes(scope)

    page_audience.move(page, Audience.of_persons(zoe))

    assert (came.right, rights_of_visitors([came.visitor])[came.visitor]) == (Right.WRITE, Right.WITHDRAWN)
