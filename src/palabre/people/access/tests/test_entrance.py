"""A personal link: GET shows whose it is, POST enters."""

import pytest
from django.core import signing
from django.utils import timezone

from palabre.people.access.keys import SALT, address_for
from palabre.people.models import Person
from tests.builders import a_person, a_space
from tests.erasing import erase

pytestmark = pytest.mark.django_db


@pytest.fixture
def gerard():
    return a_person(a_space(), "Gérard Vautrin")


def words(response) -> str:
    return " ".join(response.content.decode().split())


def test_opening_a_link_shows_whose_it_is_and_does_nothing(client, gerard):
    response = client.get(address_for(gerard))

    assert "Ce lien est pour Gérard Vautrin" in words(response)
    assert Person.objects.get().joined_at is None
    assert client.get(gerard.space.get_absolute_url()).status_code == 404


def test_confirming_enters_the_space_and_joins(client, gerard):
    response = client.post(address_for(gerard))

    assert response.url == gerard.space.get_absolute_url()
    assert client.get(response.url).status_code == 200
    assert Person.objects.get().is_member


def test_confirming_twice_joins_once(client, gerard):
    client.post(address_for(gerard))
    first = Person.objects.get().joined_at
    client.post(address_for(gerard))

    assert Person.objects.get().joined_at == first


@pytest.mark.parametrize("token", ["cut", "a:b:c"])
def test_a_link_cut_on_the_way_says_what_to_do(client, token):
    response = client.get(f"/entrance/{token}/")

    assert response.status_code == 409
    assert "Ce lien n’ouvre plus rien" in words(response)


def test_a_link_to_somebody_who_is_gone_opens_nothing(client, gerard):
    address = address_for(gerard)
    gerard.delete()

    assert client.get(address).status_code == 409


def test_a_link_signed_for_something_else_opens_nothing(client, gerard):
    other = signing.dumps(gerard.pk, salt=f"{SALT}.other", compress=True)

    assert client.get(f"/entrance/{other}/").status_code == 409


def test_a_link_to_somebody_who_had_her_name_taken_away_opens_nothing(client, gerard):
    address = address_for(gerard)
    erase(gerard, at=timezone.now())

    assert client.post(address).status_code == 409
    assert not Person.objects.get().is_member
