"""A space that was ended: no address shows or changes anything of it, by cookie, link, code, calendar or WebSocket."""

import pytest
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from palabre.live.live_visitors import LiveVisitor
from palabre.live.visitor_rights import Right
from palabre.meetings.calendars import calendar_feeds
from palabre.meetings.models import Room
from palabre.meetings.room import room_codes
from palabre.meetings.room.broadcast import room_access as rooms
from palabre.notes.live.note_rights import rights_of_visitors
from palabre.people.access import join_link, keys, links, unsubscribe
from palabre.people.agreements import space_deletion
from palabre.people.models import Audience, News
from tests import everything
from tests.addresses import address, within_a_space
from tests.builders import a_member, a_person, a_space, entered
from tests.door_kinds import FOR_EVERYBODY
from tests.lengths import short_by
from tests.made_once import made_once
from tests.things import SECRET, one_of_everything

pytestmark = pytest.mark.django_db
PARTS = 5  # of the addresses: one of them by default
UNTIL_THE_END = {"here:no_agreement", "home:export", "home:export_file"}


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker, tmp_path_factory):
    """A public space with one thing of each kind, which everybody reads; with a room that is open; its data folder."""
    data = tmp_path_factory.mktemp("data")
    with made_once(django_db_blocker):
        with override_settings(DATA=data):
            space = a_space(public=True)
            things = one_of_everything(space, Audience.everybody(space), by=a_member(space, f"Personne {SECRET}"))
            Room.objects.filter(meeting=things["meeting"]).update(opened_at=timezone.now())
        yield things, data


@pytest.fixture
def things(made, settings):
    settings.DATA = made[1]
    return {kind: type(row)._base_manager.get(pk=row.pk) for kind, row in made[0].items()}


@pytest.fixture
def space(things):
    return things["page"].space


def end(space):
    space_deletion.delete_space_later(space, by=None, at=timezone.now())


def answers(client, things, names):
    """Return what each address answers to GET and POST."""
    space, found = things["page"].space, {}
    for name in names:
        url = address(name, things, space=space)
        found[name] = (client.get(url), client.post(url, {"text": "x", "title": "x"}))
    return found


@pytest.mark.parametrize(
    "who",
    ["a guest", *(pytest.param(one, marks=pytest.mark.long) for one in ("a passer-by", "somebody of another space"))],
)
@pytest.mark.parametrize("part", short_by(range(PARTS), [0]))
def test_for_whoever_is_no_member_it_does_not_exist(who, part, things, space):
    end(space)
    persons = {"a guest": a_person(space, "Rozenn"), "somebody of another space": a_member(a_space("Ailleurs"), "Malo")}
    client = entered(Client(), persons[who]) if who in persons else Client()
    before = everything.everything_kept()

    found = answers(client, things, within_a_space()[part::PARTS])

    assert {name: [one.status_code for one in both] for name, both in found.items()} == {
        name: [404, 404] for name in found
    }
    assert everything.everything_kept() == before


@pytest.mark.parametrize("part", short_by(range(PARTS), [0]))
def test_a_member_reads_the_same_page_at_each_address_and_changes_nothing(part, things, space):
    end(space)
    client, before = entered(Client(), a_member(space, "Ewen")), everything.everything_kept()
    names = [name for name in within_a_space() if name not in UNTIL_THE_END | FOR_EVERYBODY]

    found = answers(client, things, names[part::PARTS])

    assert {name for name, both in found.items() if any(one.status_code != 410 for one in both)} == set()
    assert {name for name, both in found.items() if any(SECRET in one.content.decode() for one in both)} == set()
    assert everything.everything_kept() == before


def test_no_link_opens_anything_even_one_that_is_held_already(things, space):
    at, her = timezone.now(), things["person"]
    kinds = ("group", "meeting", "poll", "action", "page")
    made = [links.link_to(things[kind], person=her, by=None, at=at) for kind in kinds]
    made += [links.link_to(things[kind], person=None, by=None, at=at) for kind in ("role_call", "group", "gathering")]
    common = join_link.make_link(space, by=her, at=at)
    client = Client()
    held = [client.get(links.link_path(one)).headers["Location"] for one in made]
    before = {client.get(url).status_code for url in held}

    end(space)

    again = [Client().get(links.link_path(one)).status_code for one in [*made, common]]
    assert (before <= {200, 302}, set(again)) == (True, {410})
    assert {client.get(url).status_code for url in held} == {410}
    assert {client.post(url).status_code for url in held} <= {405, 410}


def test_no_square_lets_anybody_in_nor_does_the_link_of_the_server_let_in_who_is_no_member(things, space):
    other, guest = a_member(space, "Ewen"), a_person(space, "Rozenn")
    square = keys.key_path(keys.key_shown_to(a_person(space, "Malo"), by=other, at=timezone.now()))
    ways = [square, keys.address_for(guest), keys.address_for(other)]

    end(space)

    assert [Client().get(way).status_code for way in ways] == [409, 409, 200]


def test_no_calendar_is_read(things, space):
    url = calendar_feeds.feed_path(things["calendar"])
    before = Client().get(url).status_code

    end(space)

    assert (before, Client().get(url).status_code) == (200, 404)


def test_no_code_of_a_room_leads_in(things, space):
    room = Room.objects.get(meeting=things["meeting"])
    url = reverse("came_in:entrance", args=[room.code, room_codes.room_key(room)])
    before = Client().get(url).status_code

    end(space)

    assert (before, Client().get(url).status_code) == (200, 404)
    assert Client().post(reverse("came_in:door"), {"code": room.code}).status_code == 404


def test_the_pages_of_its_openings_are_open_to_nobody(things, space):
    gathering, card = things["gathering"], things["card"]
    urls = [gathering.open_address, reverse("open_gathering:image", args=[gathering.pk, card.pk])]
    before = {Client().get(url).status_code for url in urls}

    end(space)

    assert (before, {Client().get(url).status_code for url in urls}) == ({200}, {404})


def test_who_is_in_a_live_note_or_a_room_goes_out(things, space):
    her, link = things["person"], links.link_to(things["meeting"], person=things["person"], by=None, at=timezone.now())
    note, room = LiveVisitor(things["page"].note_id, her.pk), LiveVisitor(things["meeting"].pk, her.pk)
    by_link = LiveVisitor(things["meeting"].pk, her.pk, link.pk)
    before = [
        rights_of_visitors([note])[note].is_no,
        *(one.right.is_no for one in rooms.judged([room, by_link]).values()),
    ]

    end(space)

    after = [rights_of_visitors([note])[note], *(one.right for one in rooms.judged([room, by_link]).values())]
    assert (before, after) == ([False] * 3, [Right.NOBODY] * 3)


@pytest.mark.parametrize("who", ["a passer-by", "a guest", "a member"])
def test_the_first_page_of_the_server_names_it_to_its_members_alone(who, things, space):
    persons = {"a guest": a_person(space, "Rozenn"), "a member": a_member(space, "Ewen")}
    client = entered(Client(), persons[who]) if who in persons else Client()
    before = space.name in client.get("/").content.decode()

    end(space)

    assert (before, space.name in client.get("/").content.decode()) == (True, who == "a member")


def test_the_page_of_its_members_costs_the_same_for_thirty_of_them(space, django_assert_max_num_queries):
    for number in range(30):
        a_member(space, f"Membre {number}")
    client = entered(Client(), space.persons.first())
    end(space)

    with django_assert_max_num_queries(9):
        client.get(space.get_absolute_url())


def test_her_letters_can_still_be_stopped(things, space):
    url = unsubscribe.unsubscribe_path(things["person"], "calls")

    end(space)

    assert Client().post(url).status_code == 200
    assert type(things["person"]).objects.get(pk=things["person"].pk).news == News.NONE
