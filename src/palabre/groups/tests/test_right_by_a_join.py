"""Saying that two names are one gives nobody a right: a role that is offered for it has no giver."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.models import Greeting, Membership, RoleOffer
from palabre.groups.roles.role_offers import propose_role, take
from palabre.meetings.permissions import can_read_letters
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.tests.scene import sent
from palabre.people.models import Person
from tests.builders import a_group, a_member, a_space, entered

pytestmark = pytest.mark.django_db
TEXT = "# Rencontre\n\n29 avril 2026\n\n### Participants\n\n- **Malo R**, *Comment coudre ?*\n"


@pytest.fixture
def odile():
    return a_member(a_space(), "Odile Morvan")


@pytest.fixture
def malo(odile):
    return a_member(odile.space, "Malo Riou")


def join(by, one, other):
    pair = {"kind": "person", "one": one.pk, "other": other.pk}
    return entered(Client(), by).post(reverse("here:merging", args=[by.space.slug]), pair, follow=True).content.decode()


def can_read(person):
    return can_read_letters(Person.objects.get(pk=person.pk))


def test_a_role_that_his_own_minutes_gave_to_another_spelling_of_his_name(odile, malo):
    open_to_space(sent(malo, TEXT), by=malo, at=timezone.now())

    said = join(odile, malo, Person.objects.get(name="Malo R"))
    take(RoleOffer.objects.get(person=malo), by=malo, at=timezone.now())

    assert "sont proposés à « Malo Riou »" in said.replace("\u00a0", " ")
    assert Membership.objects.held().carrying().filter(person=malo).exists()
    assert (can_read(malo), Greeting.objects.filter(by=odile).exists()) == (False, False)


def test_a_role_that_he_offered_to_another_spelling_of_his_name(odile, malo):
    group = a_group(odile.space, convened_by=(malo,))
    Person.objects.filter(pk=odile.pk).update(steward_since=timezone.now())
    name = Person.objects.create(space=odile.space, name="Malo R")
    propose_role(group, "co_convener", to=name, by=malo, at=timezone.now())

    join(Person.objects.get(pk=odile.pk), malo, name)
    take(RoleOffer.objects.get(person=malo), by=malo, at=timezone.now())

    assert not can_read(malo)


def test_what_she_proposes_herself_is_given(odile, malo):
    group = a_group(odile.space, convened_by=(odile,))

    take(propose_role(group, "co_convener", to=malo, by=odile, at=timezone.now()), by=malo, at=timezone.now())

    assert can_read(malo)
