"""« À lire » on the page of a group, as a browser meets it."""

import pytest
from django.test import Client
from django.urls import reverse

from palabre.journal.models import Entry
from tests.builders import a_group, a_member, a_space, entered

pytestmark = pytest.mark.django_db
LINES = "Le guide https://exemple.example/guide\nUn article à retrouver"


@pytest.fixture
def group():
    space = a_space(public=True)
    return a_group(space, "Le verger", convened_by=(a_member(space, "Odile Morvan"),))


@pytest.fixture
def hers(group):
    client = entered(Client(), a_member(group.space, "Malo Riou"))
    client.post(at("reading", group), {"to_read": LINES})
    return client


def at(name, group, *more):
    return reverse(f"groups:{name}", args=[group.space.slug, group.pk, *more])


def test_a_member_says_what_to_read_and_all_members_read_it(hers, group):
    page = hers.get(group.get_absolute_url()).content.decode()

    assert 'href="https://exemple.example/guide"' in page
    assert "Un article à retrouver" in page


def test_it_is_undone_as_it_was_with_a_trace(hers, group):
    entry = Entry.objects.get(verb="reading.changed")

    hers.post(at("reading_undoing", group, entry.pk))

    group.refresh_from_db()
    assert group.to_read == ""


def test_who_is_no_member_neither_reads_nor_changes_it(hers, group):
    stranger = Client()

    stranger.post(at("reading", group), {"to_read": "Autre chose"})

    group.refresh_from_db()
    assert group.to_read == LINES
    assert "exemple.example/guide" not in stranger.get(group.get_absolute_url()).content.decode()
