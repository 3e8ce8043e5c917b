"""What messengers, search engines and home screens of phones read of a public space."""

import re

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse

from palabre.people.models import Audience, Person
from tests.builders import a_group, a_member, a_question, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def space():
    found = a_space(public=True)
    found.sentence = "Des voisins qui jardinent."
    found.save()
    return found


def head(client, address):
    return client.get(address).content.decode().partition("</head>")[0]


def test_a_public_home_says_its_sentence_its_address_and_a_picture(client, space, settings):
    settings.CSRF_TRUSTED_ORIGINS = ["https://palabre.exemple"]

    shown = head(client, space.get_absolute_url())

    assert 'property="og:description"' in shown
    assert "Des voisins qui jardinent." in shown
    assert f'rel="canonical" href="https://palabre.exemple{space.get_absolute_url()}"' in shown
    assert re.search(r'og:image" content="https://palabre.exemple/static/web/card[^"]*\.png"', shown)


def test_a_group_is_described_by_its_question_and_names_are_first_names(client, space):
    zoe = Person.objects.create(space=space, name="Zoé Kerbellec")
    readers = Audience.everybody(space)
    question = a_question(space, "Que ferait Zoé Kerbellec ?", audience=readers)
    group = a_group(space, "Le verger", audience=readers, carrying=(question,), convened_by=(zoe,))

    shown = head(client, f"{group.get_absolute_url()}?whole=1")

    assert f'href="{group.get_absolute_url()}"' in shown
    assert "Que ferait Zoé" in shown
    assert "Kerbellec" not in shown


def test_a_space_among_members_describes_itself_to_nobody(client):
    member = a_member(a_space())

    assert "og:" not in head(entered(client, member), member.space.get_absolute_url())


def test_a_phone_keeps_the_name_and_the_icon_of_the_space(client, space):
    manifest = client.get(reverse("home:manifest", args=[space.slug])).json()

    assert (manifest["name"], manifest["start_url"]) == (space.name, space.get_absolute_url())
    assert all(finders.find(one["src"].removeprefix("/static/")) for one in manifest["icons"])
