"""An address of ours that somebody has a page show, as a picture of a text, changes nothing on the reader's device."""

import pytest
from django.utils import timezone

from palabre.people.access.links import link_path, link_to
from palabre.web.middleware import LANGUAGE_COOKIE
from tests.builders import a_member, a_page, a_person, a_space

pytestmark = pytest.mark.django_db


@pytest.fixture
def space():
    return a_space()


def given(space, name):
    page = a_page(space, f"La page de {name}")
    return link_path(link_to(page, person=a_person(space, name), by=a_member(space, f"Inès {name}"), at=timezone.now()))


def test_links_shown_as_pictures_take_the_place_of_none_that_she_holds(client, space):
    opened = client.get(given(space, "Zoé Petit")).url

    for number in range(20):
        client.get(given(space, f"Nom {number}"), headers={"sec-fetch-dest": "image"})

    assert client.get(opened).status_code == 200


def test_nor_does_a_picture_choose_her_language(client):
    client.get("/room/", {LANGUAGE_COOKIE: "en"}, headers={"sec-fetch-dest": "image"})

    assert LANGUAGE_COOKIE not in client.cookies
