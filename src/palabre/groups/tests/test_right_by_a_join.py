"""Saying that two names are one gives nobody a right: who takes a role offered for it is greeted by nobody."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.groups.models import Greeting, Membership, RoleOffer
from palabre.groups.roles.role_offers import propose_role, take
from palabre.minutes.choices.import_choices import say_who_was_there
from palabre.minutes.choices.people_list import people_of
from palabre.minutes.imports.import_release import open_to_space
from palabre.minutes.models import Import
from palabre.minutes.tests.scene import sent
from palabre.people.models import Merging, Person
from tests.builders import a_group, a_member, a_space, entered

pytestmark = pytest.mark.django_db
HEAD = "# Rencontre\n\n29 avril 2026\n\n### Participants\n\n"
TEXT = f"{HEAD}- **Malo R**, *Comment coudre ?*\n"


@pytest.fixture
def odile():
    return a_member(a_space(), "Odile Morvan")


@pytest.fixture
def malo(odile):
    return a_member(odile.space, "Malo Riou")


def join(by, one, other):
    pair = {"kind": "person", "one": one.pk, "other": other.pk}
    return entered(Client(), by).post(reverse("here:merging", args=[by.space.slug]), pair, follow=True).content.decode()


def is_greeted(by):
    return Greeting.objects.filter(by=by).exists()


def test_a_role_that_his_own_minutes_gave_to_another_spelling_of_his_name(odile, malo):
    open_to_space(sent(malo, TEXT), by=malo, at=timezone.now())

    said = join(odile, malo, Person.objects.get(name="Malo R"))
    take(RoleOffer.objects.get(person=malo), by=malo, at=timezone.now())

    assert "sont proposés à « Malo Riou »" in said.replace("\u00a0", " ")
    assert Membership.objects.held().carrying().filter(person=malo).exists()
    assert not is_greeted(by=odile)


def test_a_role_that_he_offered_to_another_spelling_of_his_name(odile, malo):
    group = a_group(odile.space, convened_by=(malo,))
    Person.objects.filter(pk=odile.pk).update(steward_since=timezone.now())
    name = Person.objects.create(space=odile.space, name="Malo R")
    propose_role(group, "co_convener", to=name, by=malo, at=timezone.now())

    join(Person.objects.get(pk=odile.pk), malo, name)
    take(RoleOffer.objects.get(person=malo), by=malo, at=timezone.now())

    assert not is_greeted(by=odile)


KARIM = "- **Karim Belkacem**, *Comment semer ?*\n"
ENDING = "\n### Objectif de la réunion\n\n- Donner des nouvelles\n"


def test_nor_once_he_had_palabre_forget_that_they_were_joined(odile, malo):
    """Nothing moves of a name that only carries a role: an undone join looked like two that were said to be two."""
    slug, his, carries = malo.space.slug, entered(Client(), malo), KARIM.replace("Karim Belkacem", "Malo R")
    reading = sent(malo, TEXT + KARIM + ENDING)
    present, excused = people_of(reading)
    say_who_was_there(reading, [one for one in present if one[0] != "Malo R"], excused, by=malo)
    open_to_space(Import.objects.get(), by=malo, at=timezone.now())
    join(odile, malo, Person.objects.get(name="Malo R"))
    joined, offer = Merging.objects.get(), RoleOffer.objects.get()

    sent(malo, HEAD + KARIM + carries + ENDING)
    his.post(reverse("here:no_merging", args=[slug, joined.pk]))
    his.post(reverse("here:no_difference", args=[slug, joined.pk]))
    his.post(reverse("groups:role_offer", args=[slug, offer.pk]), {"yes": "1"})

    offer.refresh_from_db()
    assert (joined.moved, Merging.objects.exists(), offer.closed_at is None) == ([], True, False)
    assert not is_greeted(by=odile)


def test_who_takes_what_she_proposes_herself_is_greeted(odile, malo):
    group = a_group(odile.space, convened_by=(odile,))

    take(propose_role(group, "co_convener", to=malo, by=odile, at=timezone.now()), by=malo, at=timezone.now())

    assert is_greeted(by=odile)
