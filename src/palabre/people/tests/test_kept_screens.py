"""A kept screen leaves nobody's own name as it is: it is shown to others who have the same rights."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from palabre.people.access import keys
from tests.builders import a_member, a_page, a_person, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _keep(settings):
    settings.KEEP_SCREENS = True
    cache.clear()


def test_the_name_of_who_never_came_is_not_shown_to_a_guest_because_she_looked_first():
    space = a_space(public=True)
    claire, guest = a_person(space, "Claire Aubanel"), a_person(space, "Passant Curieux")
    page = a_page(space, "Le moulin", html="<p>Claire Aubanel s’occupe du moulin.</p>")
    guest.come(timezone.now())
    hers = entered(Client(), claire)
    for _time in range(2):
        hers.get(page.get_absolute_url())

    read = entered(Client(), guest).get(page.get_absolute_url()).content.decode()

    assert "s’occupe du moulin" in read
    assert "Aubanel" not in read


def test_by_a_square_neither():
    space = a_space(public=True)
    claire, malo = a_person(space, "Claire Aubanel"), a_member(space, "Malo Kersauze")
    page = a_page(space, "Le moulin", html="<p>Claire Aubanel s’occupe du moulin.</p>")
    hers = Client()
    hers.post(keys.key_path(keys.key_shown_to(claire, by=malo, at=timezone.now())))
    hers.get(page.get_absolute_url())

    assert "Aubanel" not in Client().get(page.get_absolute_url()).content.decode()
