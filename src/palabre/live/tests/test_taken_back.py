"""What was opened by a cookie, or by a link, ends once these open nothing any longer."""

import copy

import pytest
from django.test import Client
from django.utils import timezone

from palabre.accounts.models import Account
from palabre.accounts.tests.browsers import sign_in
from palabre.live.visitor_rights import Right
from palabre.meetings.models import Room
from palabre.meetings.room import room_codes
from palabre.meetings.room.broadcast import room_access, room_websocket
from palabre.meetings.room.broadcast.room_topic import ROOMS
from palabre.notes.live import note_arrival
from palabre.notes.live.note_rights import rights_of_visitors
from palabre.people.access import departure, links
from palabre.people.claims import claims
from palabre.spaces.models import Space
from palabre.wiki.models import Page
from tests.builders import a_meeting, a_member, a_page, a_person, a_space, entered

pytestmark = pytest.mark.django_db
EMAIL = "ines@exemple.example"


@pytest.fixture(autouse=True)
def connection_of_the_test(monkeypatch):
    """The doors work in threads of their own; here, on the connection of the test."""
    for door in (note_arrival, room_websocket):
        monkeypatch.setattr(door, "close_old_connections", lambda: None)


@pytest.fixture
def ines():
    return a_member(a_space(public=True), "Inès Courtois")


def handshake(browser, path):
    cookie = "; ".join(f"{one.key}={one.value}" for one in browser.cookies.values()).encode()
    headers = [(b"host", b"testserver"), (b"cookie", cookie)]
    facts = {"type": "websocket", "scheme": "ws", "query_string": b"", "server": ("testserver", 80)}
    return facts | {"headers": headers, "path": path}


def at_a_note(browser, space):
    """The visitor who opens a note of the space in this browser."""
    came = note_arrival.who_comes(handshake(browser, f"/ws/s/{space.slug}/notes/{a_page(space).note_id}"))
    assert came.right is Right.WRITE
    return came.visitor


def room_of(meeting):
    return Room.objects.create(meeting=meeting, code=room_codes.fresh(), opened_at=timezone.now())


def now(visitor):
    return rights_of_visitors([visitor])[visitor]


def leave_others(browser, space):
    browser.post(f"{space.get_absolute_url()}you/device/others/")


def test_when_she_has_her_other_phones_leave_theirs_ends_and_hers_goes_on(ines):
    phone, other = entered(Client(), ines), entered(Client(), ines)
    there = at_a_note(other, ines.space)

    leave_others(phone, ines.space)

    assert (now(there), now(at_a_note(phone, ines.space))) == (Right.NOBODY, Right.WRITE)


def test_so_do_those_where_her_account_signed_in(ines, settings):
    settings.MAIL_IS_CONFIGURED = True
    claims.claim(ines, by=Account.objects.open(EMAIL), at=timezone.now(), known=[ines.pk])
    phone, other = Client(), Client()
    sign_in(phone, EMAIL), sign_in(other, EMAIL)
    there = at_a_note(other, ines.space)

    leave_others(phone, ines.space)

    assert (now(there), now(at_a_note(phone, ines.space))) == (Right.NOBODY, Right.WRITE)


def test_what_a_copied_cookie_opened_ends_when_its_device_is_forgotten(ines):
    phone = entered(Client(), ines)
    there, version = at_a_note(phone, ines.space), Space.objects.get().version

    phone.post(f"{ines.space.get_absolute_url()}you/device/")

    assert Space.objects.get().version > version  # by which the rights of open connections are looked at
    assert now(there) is Right.NOBODY


def test_what_a_cookie_opened_ends_when_an_account_takes_the_person(ines):
    there = at_a_note(entered(Client(), ines), ines.space)

    claims.claim(ines, by=Account.objects.open(EMAIL), at=timezone.now(), known=[ines.pk])

    assert now(there) is Right.NOBODY


def test_a_link_that_left_for_a_former_address_ends_where_it_is_open(ines):
    malo = a_member(ines.space, "Malo Kersauze")
    claire = a_person(ines.space, "Claire Aubanel")
    claire.may_be_reached_at("malo@exemple.example", by=malo)
    room = room_of(a_meeting(ines.space))
    link = links.link_to(room.meeting, person=claire, by=None, at=timezone.now())
    link = links.mailed(link, claire, at=timezone.now())
    phone = Client()
    phone.get(links.link_path(link))
    visitor = room_websocket.who_comes(handshake(phone, f"/ws/opened/{link.pk}/room")).visitor
    before = room_access.judged([visitor])[visitor].right

    claire.may_be_reached_at("claire@exemple.example", by=ines)

    assert (before, room_access.judged([visitor])[visitor].right) == (Right.READ, Right.NOBODY)


def held_by(browser, link):
    """The visitor who opens the note of the linked page in this browser."""
    return note_arrival.who_comes(handshake(browser, f"/ws/opened/{link.pk}/notes/{page_of(link).note_id}")).visitor


def page_of(link):
    return Page.objects.get(pk=link.thing_id)


def invitation(ines, name):
    page, person = a_page(ines.space, f"Page de {name}"), a_person(ines.space, name)
    return links.link_to(page, person=person, by=ines, at=timezone.now())


def test_where_somebody_else_takes_the_device_the_note_of_a_link_ends_and_other_links_go_on(ines):
    hers, his = invitation(ines, "Claire Aubanel"), invitation(ines, "Gus Tanguy")
    phone, copied = Client(), Client()
    phone.get(links.link_path(hers)), phone.get(links.link_path(his))
    copied.cookies = copy.deepcopy(phone.cookies)
    there = held_by(phone, hers)
    before, version = now(there), Space.objects.get().version

    phone.post(f"/opened/{hers.pk}/other/")

    assert Space.objects.get().version > version  # by which the rights of open connections are looked at
    assert (before, now(there), now(held_by(phone, his))) == (Right.WRITE, Right.NOBODY, Right.WRITE)
    texts = [browser.get(f"/opened/{link.pk}/text/").status_code for browser in (copied, phone) for link in (hers, his)]
    assert texts == [410, 410, 410, 200]


def test_who_leaves_a_public_space_reads_names_as_one_outside_at_once(ines):
    a_member(ines.space, "Malo Kersauze")
    room = room_of(a_meeting(ines.space))
    phone = entered(Client(), ines)
    screen = room_websocket.who_comes(handshake(phone, f"/ws/s/{ines.space.slug}/meetings/{room.meeting.pk}/room"))

    departure.leave_space(ines, at=timezone.now())

    access = room_access.judged([screen.visitor])[screen.visitor]
    seen = ROOMS.with_access(screen.who, access)
    assert (screen.who.is_inside, seen.is_inside, access.right) == (True, False, Right.READ)
