"""A role that a member proposes by a name reaches nobody who only typed that name in passing."""

import pytest
from django.test import Client
from django.urls import reverse

from palabre.groups.models import RoleOffer
from palabre.people.models import Person
from tests.builders import a_group, a_member, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def space():
    return a_space(public=True)


@pytest.fixture
def group(space):
    return a_group(space, convened_by=(a_member(space, "Malo Kersauze"),))


def passing_as(name, group):
    client = Client()
    client.post(reverse("groups:coming", args=[group.space.slug, group.pk]), {"who": name, "form_token": "un"})
    return client, Person.objects.get(name=name, is_self_named=True)


def proposed(group, name, **query):
    malo = entered(Client(), Person.objects.get(name="Malo Kersauze"))
    address = reverse("groups:proposing", args=[group.space.slug, group.pk], query=query)
    malo.post(address, {"whose": name, "role": "liaison"})
    return RoleOffer.objects.get()


def test_who_typed_the_name_before_is_not_asked_and_does_not_join(space, group):
    client, her = passing_as("Odile Morvan", group)

    offer = proposed(group, "Odile Morvan")
    client.post(reverse("groups:role_offer", args=[space.slug, offer.pk]), {"yes": ""})

    her.refresh_from_db()
    assert (offer.person == her, her.is_member) == (False, False)


def test_the_member_of_that_name_is_asked_though_somebody_typed_it_too(space, group):
    odile = a_member(space, "Odile Morvan")
    passing_as("Odile Morvan", group)

    assert proposed(group, "Odile Morvan").person == odile


def test_who_passed_by_is_asked_where_a_member_chose_them_and_not_their_name(group):
    _client, her = passing_as("Zoé Petit", group)

    assert proposed(group, "Zoé Petit", to=her.pk).person == her
