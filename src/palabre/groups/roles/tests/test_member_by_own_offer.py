"""Nobody becomes a member by a role that a passer-by offers: to themselves, or to another name that they typed."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.lineage.merge import merge_groups
from palabre.groups.models import Group, Role, RoleOffer
from palabre.groups.roles.role_offers import propose_role
from palabre.people.models import Audience, Person
from tests.builders import a_gathering, a_group, a_member, a_page, a_question, a_registration, a_space

pytestmark = pytest.mark.django_db


@pytest.fixture
def space():
    found = a_space(public=True)
    a_member(found, "Odile Morvan")
    return found


def a_passer_by_who_carries(space):
    client, question = Client(), a_question(space)
    client.post(reverse("groups:carrying", args=[space.slug, question.pk]), {"who": "Zoé Petit", "form_token": "un"})
    return client, Group.objects.get()


def test_who_took_a_question_by_a_typed_name_does_not_make_herself_a_member(space):
    secret = a_page(space, "Entre nous", audience=Audience.of_space(space))
    her, group = a_passer_by_who_carries(space)
    assert her.get(secret.get_absolute_url()).status_code == 404

    her.post(reverse("groups:proposing", args=[space.slug, group.pk]), {"whose": "Zoé Petit", "role": "liaison"})
    offer = RoleOffer.objects.first()
    if offer is not None:
        her.post(reverse("groups:role_offer", args=[space.slug, offer.pk]), {"yes": ""})

    assert not Person.objects.get(name="Zoé Petit").is_member
    assert her.get(secret.get_absolute_url()).status_code == 404


def test_nor_by_taking_up_again_the_role_that_the_same_typed_name_gave(space):
    secret = a_page(space, "Entre nous", audience=Audience.of_space(space))
    her, group = a_passer_by_who_carries(space)

    her.post(reverse("you:role", args=[space.slug, group.memberships.get().pk]), {"again": ""})

    assert not Person.objects.get(name="Zoé Petit").is_member
    assert her.get(secret.get_absolute_url()).status_code == 404


def test_nor_by_following_a_group_to_which_she_said_that_she_comes(space):
    odile = space.persons.get()
    first, other = (a_group(space, title, convened_by=(odile,)) for title in ("Le verger", "Les haies"))
    her = Client()
    her.post(reverse("groups:coming", args=[space.slug, first.pk]), {"who": "Zoé Petit", "form_token": "un"})
    merge_groups(first, into=other, by=odile, at=timezone.now())

    her.post(reverse("groups:going_on", args=[space.slug, other.pk]), {"role": "contributor"})

    assert not Person.objects.get(name="Zoé Petit").is_member


def test_nor_does_she_read_the_addresses_of_those_who_registered_for_a_day(space):
    gathering = a_gathering(space)
    coming = a_registration(gathering, "Yann Riou")
    her, group = a_passer_by_who_carries(space)

    her.post(reverse("you:role", args=[space.slug, group.memberships.get().pk]), {"again": ""})

    read = her.get(reverse("gatherings:table", args=[space.slug, gathering.pk]))
    assert coming.email not in read.content.decode()


def test_she_keeps_her_group_and_a_role_that_a_member_proposes_lets_her_in(space):
    odile = space.persons.get()
    her, group = a_passer_by_who_carries(space)
    zoe, other = Person.objects.get(name="Zoé Petit"), a_group(space, "Les haies", convened_by=(odile,))
    offer = propose_role(other, Role.CONTRIBUTOR, to=zoe, by=odile, at=timezone.now())

    her.post(reverse("you:role", args=[space.slug, group.memberships.get().pk]), {"again": ""})
    her.post(reverse("groups:role_offer", args=[space.slug, offer.pk]), {"yes": ""})

    zoe.refresh_from_db()
    assert zoe.is_member
    assert group.memberships.held().carrying().filter(person=zoe).exists()


def test_a_role_that_somebody_proposed_who_is_no_longer_a_member_lets_nobody_in(space):
    odile = space.persons.get()
    her, _group = a_passer_by_who_carries(space)
    zoe, other = Person.objects.get(name="Zoé Petit"), a_group(space, "Les haies", convened_by=(odile,))
    offer = propose_role(other, Role.CONVENER, to=zoe, by=odile, at=timezone.now())
    odile.be_put_out(timezone.now())

    her.post(reverse("groups:role_offer", args=[space.slug, offer.pk]), {"yes": ""})

    zoe.refresh_from_db()
    assert not zoe.is_member
    assert not other.memberships.filter(person=zoe).exists()
