"""The page of minutes leads its members to what was read in them, and nobody else."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.minutes.imports.import_publication import publish
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.tests.scene import HEAD, KNOWN, TAIL, again, brought
from tests.builders import a_member, a_page, a_space, entered

pytestmark = pytest.mark.django_db
CERTAIN = f"{HEAD}- **Karim Belkacem**, *{KNOWN}*{TAIL}"
ONLY_TEXT = "# Notes\n\nIl fait beau.\n"


@pytest.fixture
def malo():
    return a_member(a_space(public=True), "Malo Kersauze")


def led(client, page, reading):
    """Return how often each screen of the page leads to what was read: the page, and its lines."""
    way = f'href="{reading.get_absolute_url()}"'
    lines = reverse("wiki:lines", args=[page.space.slug, page.slug])
    return [client.get(one).text.count(way) for one in (page.get_absolute_url(), lines)]


@pytest.mark.parametrize("text", [CERTAIN, ONLY_TEXT])
def test_members_find_it_on_the_page_and_visitors_do_not(malo, text):
    reading, other = brought(malo, text), a_member(malo.space, "Inès Carvalho")
    page = reading.page
    before = led(entered(Client(), malo), page, reading)

    open_to_space(reading, by=malo, at=timezone.now())
    publish(again(reading), by=malo)

    after = [led(client, page, reading) for client in (entered(Client(), malo), entered(Client(), other), Client())]
    assert (before, after) == ([1, 1], [[1, 1], [1, 1], [0, 0]])


def test_a_page_that_members_wrote_leads_nowhere(malo):
    page = a_page(malo.space, "Notes")

    assert "/imports/" not in entered(Client(), malo).get(page.get_absolute_url()).text


def test_the_empty_outbox_leads_who_brought_minutes_to_what_was_read(malo):
    outbox, other = reverse("outbox:outbox", args=[malo.space.slug]), a_member(malo.space, "Inès Carvalho")
    assert "/imports/" not in entered(Client(), malo).get(outbox).text
    reading = brought(malo, CERTAIN)
    open_to_space(reading, by=malo, at=timezone.now())

    shown = [entered(Client(), one).get(outbox).text for one in (malo, other)]

    assert [f'href="{reading.get_absolute_url()}"' in one for one in shown] == [True, False]
