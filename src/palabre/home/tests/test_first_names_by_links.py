"""Outside a space too, by links, by the square of a room and at an opening's own page, texts say first names alone."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.meetings.models import Room
from palabre.meetings.room import room_codes
from palabre.people.access import links
from palabre.people.erasures import name_erasure
from palabre.people.models import Audience
from tests.builders import a_member, a_person, a_space
from tests.things import one_of_everything

pytestmark = pytest.mark.django_db
NAME = "Nadège Kerouanton"


@pytest.fixture
def things(settings, tmp_path):
    """A public space where each text says her name."""
    settings.DATA = tmp_path
    space = a_space(public=True)
    made = one_of_everything(space, Audience.everybody(space), by=a_member(space), secret=NAME)
    Room.objects.filter(meeting=made["meeting"]).update(opened_at=timezone.now())
    return made


@pytest.fixture(params=["who never came", "whose name goes"])
def named(request, things):
    her = a_person(things["page"].space, NAME)
    if request.param == "whose name goes":
        her.join(timezone.now())
        name_erasure.erase(her, at=timezone.now())
    return things


def opened(thing, person=None):
    link = links.link_to(thing, person=person, by=None, at=timezone.now())
    return Client().get(links.link_path(link), follow=True)


def says_her_name(answer):
    words = answer.content.decode().replace("\\u00e8", "è")
    assert answer.status_code == 200
    return NAME in words


@pytest.mark.parametrize("kind", ["group", "meeting", "poll", "action", "page"])
def test_by_a_link_given_to_somebody(kind, named):
    guest = a_person(named["page"].space, "Rozenn")

    assert not says_her_name(opened(named[kind], guest))


@pytest.mark.parametrize("kind", ["role_call", "group", "gathering"])
def test_by_a_link_given_to_many(kind, named):
    assert not says_her_name(opened(named[kind]))


def test_by_the_page_of_an_opening_and_at_the_door_of_a_room(named):
    room = Room.objects.get(meeting=named["meeting"])
    door = reverse("came_in:entrance", args=[room.code, room_codes.room_key(room)])

    shown = [Client().get(url) for url in (named["gathering"].open_address, door)]

    assert [says_her_name(one) for one in shown] == [False, False]


def test_in_what_a_page_asks_for_by_itself(named):
    space, meeting = named["page"].space, named["meeting"]
    state = reverse("room:state", args=[space.slug, meeting.pk])

    shown = [Client().get(f"{reverse('home:names', args=[space.slug])}?q=nad"), Client().get(state)]

    assert [says_her_name(one) for one in shown] == [False, False]


def test_a_member_reads_it_by_her_link_too(things):
    a_person(things["page"].space, NAME)

    assert says_her_name(opened(things["page"], a_member(things["page"].space, "Ewen")))


def test_she_reads_her_own_name_by_her_link(things):
    assert says_her_name(opened(things["page"], a_person(things["page"].space, NAME)))
