"""Only what other sites may show is read without a cookie: no page, and no space, for being called so."""

import pytest
from django.test import Client

from tests.builders import a_member, a_page, a_space, entered

pytestmark = pytest.mark.django_db


def test_members_read_a_page_and_a_space_called_embed():
    space = a_space("Embed")
    page, hers = a_page(space, "Embed"), entered(Client(), a_member(space))

    assert (page.get_absolute_url(), space.get_absolute_url()) == ("/s/embed/pages/embed/", "/s/embed/")
    assert [hers.get(one.get_absolute_url()).status_code for one in (page, space)] == [200, 200]


def test_what_other_sites_show_of_it_is_read_without_a_cookie():
    space = a_space("Embed")
    page, hers = a_page(space, "Embed"), entered(Client(), a_member(space))

    assert hers.get(f"{page.get_absolute_url()}embed/").status_code == 404
