"""Who was put out of a space comes back into its day by no code; those behind the same address are not concerned."""

import dataclasses

import pytest
from django.test import Client, RequestFactory
from django.utils import timezone

from palabre.forums.broadcast import wall_websocket
from palabre.forums.broadcast.wall_topic import HallVisitor, judged
from palabre.forums.broadcast.wall_websocket import visitor_of_hall, who_comes
from palabre.forums.day.forum_codes import day_key
from palabre.forums.day.newsroom_codes import open_newsroom
from palabre.forums.tests.scene import PLAN, as_, at, day_now, prepared, written
from palabre.live.live_visitors import LiveVisitor
from palabre.live.screen_door import Shut
from palabre.live.visitor_rights import Right
from palabre.people.agreements import exclusion
from palabre.people.models import Person
from tests.builders import a_member, a_space

pytestmark = pytest.mark.django_db
DAY = ("forum", "wall", "projector", "state", "proposal", "going_on")


@pytest.fixture
def scene():
    day, sabine = prepared(plan=dataclasses.replace(PLAN, held_on=timezone.localdate()))
    written(day, sabine, 12)
    return day_now(day.forum), sabine, a_member(day.forum.space, "Goulven Riou")


def put_out(person):
    exclusion.put_out(person, by=None, at=timezone.now())


def typed_code(client, code):
    return client.post("/forum/", {"code": code})


def statuses(client, day):
    return {client.get(at(day, name)).status_code for name in DAY}


def test_the_device_of_who_was_put_out_reads_the_day_no_longer_by_the_code_it_held(scene):
    day, _sabine, goulven = scene
    his, another = as_(goulven), Client()
    for client in (his, another):
        typed_code(client, day.code)

    put_out(goulven)

    assert (statuses(his, day), statuses(another, day)) == ({404}, {200})


def test_the_door_says_so_to_that_device_and_opens_to_its_neighbour(scene):
    day, _sabine, goulven = scene
    his = as_(goulven)
    put_out(goulven)

    letters = typed_code(his, day.code)
    square = his.get(f"/forum/{day.code}/{day_key(day)}/")

    assert [letters.status_code, square.status_code] == [403, 403]
    assert "Vous n’êtes plus dans cet espace" in letters.content.decode()
    assert (statuses(his, day), typed_code(Client(), day.code).status_code) == ({404}, 302)


def test_a_name_typed_in_the_hall_that_was_put_out_says_nothing_more_there(scene):
    day, _sabine, _goulven = scene
    phone = Client()
    typed_code(phone, day.code)
    phone.post(at(day, "proposal"), {"text": "Et le car ?", "who": "Zoé", "form_token": "z", "proposal_token": "p"})
    put_out(Person.objects.get(name="Zoé"))

    assert (
        phone.post(at(day, "proposal"), {"text": "Encore ?", "form_token": "y", "proposal_token": "q"}).status_code
        == 404
    )


def test_a_desk_of_the_newsroom_ends_with_who_was_put_out(scene):
    day, sabine, goulven = scene
    open_newsroom(day, by=sabine)
    his = as_(goulven)
    typed_code(his, day_now(day.forum).newsroom_code)
    before = his.get(at(day, "newsroom")).status_code

    put_out(goulven)

    assert (before, his.get(at(day, "newsroom")).status_code) == (200, 404)


def test_a_screen_that_follows_the_wall_ends_with_the_person_whom_it_knows(scene):
    day, _sabine, goulven = scene
    screens = [HallVisitor(day.forum_id, -1, code=day.code, known=one) for one in (goulven.pk, 0)]
    before = [judged(screens)[one].right for one in screens]

    put_out(goulven)

    assert before == [Right.READ] * 2
    assert [judged(screens)[one].right for one in screens] == [Right.NOBODY, Right.READ]


def test_a_screen_of_that_device_comes_back_as_nobody(scene):
    day, _sabine, goulven = scene
    request = RequestFactory().get("/")
    request.session = {
        "halls": {str(day.forum_id): day.code},
        "persons": {day.forum.space.slug: [goulven.pk, goulven.nonce]},
    }
    put_out(goulven)

    found = visitor_of_hall(request, LiveVisitor(day.forum_id, 0), day.forum.space.slug)

    assert (isinstance(found, HallVisitor), judged([found])[found].right) == (False, Right.NOBODY)


@pytest.fixture
def one_connection(monkeypatch):
    monkeypatch.setattr(wall_websocket, "close_old_connections", lambda: None)  # that of the test


@pytest.mark.usefixtures("one_connection")
def test_the_address_of_another_space_opens_no_wall(scene):
    """Where they came by the code, and are known to nobody."""
    day, _sabine, goulven = scene
    his = as_(goulven)
    typed_code(his, day.code)
    put_out(goulven)
    other = a_space("Ailleurs")

    for slug in (day.forum.space.slug, other.slug):
        with pytest.raises(Shut):
            who_comes(handshake(slug, day.forum_id, his))


@pytest.mark.usefixtures("one_connection")
def test_its_own_address_does(scene):
    day, _sabine, _goulven = scene
    phone = Client()
    typed_code(phone, day.code)

    assert who_comes(handshake(day.forum.space.slug, day.forum_id, phone)).visitor.thing == day.forum_id


def handshake(slug, forum, client):
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    return {
        "type": "websocket",
        "scheme": "ws",
        "path": f"/ws/s/{slug}/forums/{forum}/wall",
        "raw_path": b"",
        "query_string": b"as=phone",
        "headers": [(b"host", b"testserver"), (b"cookie", cookies.encode())],
        "client": ("127.0.0.1", 1),
        "server": ("testserver", 80),
    }
