"""« À ranger »: pages without a place, that any member files under another one."""

import pytest
from django.urls import reverse

from palabre.people.models import Audience
from tests.builders import a_meeting, a_member, a_page, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def space():
    return a_space(public=True)


def unfiled(client, space):
    page = client.get(reverse("wiki:pages", args=[space.slug]))
    return [one.title for one in page.context["unfiled"]]


def test_a_page_begun_without_a_place_is_to_file_until_somebody_files_it(client, space):
    above, page = a_page(space, "Nos méthodes"), a_page(space, "Le tour de table")
    entered(client, a_member(space))
    assert unfiled(client, space) == ["Le tour de table", "Nos méthodes"]

    client.post(reverse("wiki:place", args=[space.slug, page.slug]), {"under": above.slug})

    assert unfiled(client, space) == []


def test_minutes_templates_and_notes_among_some_have_a_place(client, space):
    malo = a_member(space)
    a_meeting(space, minutes=a_page(space, "Réunion du 3"))
    a_page(space, "Modèle", is_template=True)
    a_page(space, "Entre nous", audience=Audience.of_persons(malo))
    entered(client, malo)

    assert unfiled(client, space) == []


def test_a_visitor_is_asked_to_file_nothing(client, space):
    a_page(space, "Le tour de table", audience=Audience.everybody(space))

    assert unfiled(client, space) == []
