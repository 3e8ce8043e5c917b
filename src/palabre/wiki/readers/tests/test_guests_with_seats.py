"""Guests of a public space share the screen of a page only when they read the same of it."""

import pytest
from django.test import Client

from palabre.people.models import Audience
from tests.builders import a_page, a_person, a_space, entered

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def space(settings):
    settings.KEEP_SCREENS = True
    return a_space(public=True)


def opened_to_members(person):
    """What this guest read by a seat, and the whole space reads since."""
    audience = Audience.of_persons(person)
    audience.widen_to_space()
    return audience


def test_a_page_that_a_guest_reads_by_a_seat_is_not_shown_to_another(space):
    zoe, ana = a_person(space, "Zoé"), a_person(space, "Ana")
    page = a_page(space, "La clé du moulin", "Sous la pierre.", audience=opened_to_members(zoe))

    hers, other = (entered(Client(), one).get(page.get_absolute_url()) for one in (zoe, ana))

    assert (hers.status_code, other.status_code) == (200, 404)


def test_nor_is_its_title_under_another_page(space):
    zoe, ana = a_person(space, "Zoé"), a_person(space, "Ana")
    page = a_page(space, "Le moulin")
    a_page(space, "La clé du moulin", audience=opened_to_members(zoe), parent=page)

    hers, other = (entered(Client(), one).get(page.get_absolute_url()).content.decode() for one in (zoe, ana))

    assert ("La clé du moulin" in hers, "La clé du moulin" in other) == (True, False)
