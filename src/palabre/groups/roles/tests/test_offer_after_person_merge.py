"""A role offered to a name survives the joining of that name with a person, by the word of somebody else."""

import pytest
from django.test import Client
from django.utils import timezone

from palabre.groups.models import RoleOffer
from palabre.groups.roles.role_offers import propose_role
from palabre.home.you.my_day import my_day
from palabre.people.duplicates.person_merge import merge_pair, unmerge
from palabre.people.models import Audience
from palabre.people.reader import Reader
from tests.builders import a_group, a_member, a_person, a_role_offer, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def odile(space):
    return a_member(space, "Odile Morvan")


@pytest.fixture
def claire(space):
    return a_member(space, "Claire Nédélec")


@pytest.fixture
def offer(space, odile):
    said = {"to": a_person(space, "Claire N."), "by": odile, "at": timezone.now(), "words": "Pour un an"}
    return propose_role(a_group(space, convened_by=(odile,)), "liaison", **said)


def offers_of(person):
    return my_day(Reader(person.space, person, timezone.localdate()), person).offers


def page_for(person, offer):
    return entered(Client(), person).get(offer.get_absolute_url()).status_code


def test_who_offered_it_says_who_it_is_and_she_answers(odile, claire, offer):
    merge_pair(claire, offer.person, by=odile, at=timezone.now())

    (again,) = offers_of(claire)
    assert (again.group, again.role, again.words) == (offer.group, "liaison", "Pour un an")
    assert page_for(claire, again) == 200


def test_a_name_that_a_hidden_group_holds_gives_whom_it_is_joined_with_no_offer_of_that_group(space, odile, claire):
    zoe, hidden = a_person(space, "Zoé Petit"), Audience.of_persons(a_member(space, "Hugo Ferreira"))
    a_group(space, "Les secrets", audience=hidden, convened_by=(zoe,))
    asked = a_role_offer(a_group(space, "Les clés", audience=hidden), zoe, "Pour un an", audience=hidden)

    merge_pair(claire, zoe, by=odile, at=timezone.now())

    assert (list(RoleOffer.objects.exclude(pk=asked.pk)), offers_of(claire)) == ([], [])


def test_nobody_takes_a_role_by_joining_its_name_to_her_own(claire, offer):
    merge_pair(claire, offer.person, by=claire, at=timezone.now())

    assert offers_of(claire) == []
    assert page_for(claire, offer) == 404


def test_once_they_are_parted_it_is_offered_to_the_name_alone(odile, claire, offer):
    merging = merge_pair(claire, offer.person, by=odile, at=timezone.now())

    unmerge(merging, by=odile, at=timezone.now())

    assert offers_of(claire) == []
    assert list(RoleOffer.objects.filter(closed_at=None)) == [offer]
