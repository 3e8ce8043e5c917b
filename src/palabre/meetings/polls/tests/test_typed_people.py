"""An address typed in a poll tells a member nothing about whose it is."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.meetings.polls.poll_removal import remove_answer
from palabre.meetings.polls.typed_people import people_typed
from palabre.people.models import Person
from palabre.spaces.models import Space
from tests.builders import a_member, a_person, a_poll, a_space, entered
from tests.stewards import given_care

pytestmark = pytest.mark.django_db
ADDRESS = "c.a.1962@exemple.example"


@pytest.fixture
def odile():
    return a_member(a_space(), "Odile Tanneguy")


@pytest.fixture
def malo(odile):
    return a_member(odile.space, "Malo Kersauze")


@pytest.fixture
def claire(odile):
    found = a_person(odile.space, "Claire Aubanel")
    found.may_be_reached_at(ADDRESS, by=odile)
    return found


def found_by(by, text=ADDRESS):
    Space.hold(by.space_id)
    return people_typed(by.space, text, by=by)


def test_an_address_that_another_noted_brings_no_name(malo, claire):
    (found,) = found_by(malo)

    assert (found.pk == claire.pk, found.name) == (False, "c a 1962")
    assert found_by(malo) == [found]  # as an unknown address does


def test_nor_does_that_of_a_member(malo, odile):
    Person.objects.filter(pk=odile.pk).update(email=ADDRESS)

    assert [one.name for one in found_by(malo)] == ["c a 1962"]


def test_who_noted_it_or_reads_them_all_or_has_it_finds_whose_it_is(odile, malo, claire):
    founder = given_care(a_member(odile.space, "Zoé Petit"))
    Person.objects.filter(pk=malo.pk).update(email="malo@exemple.example")

    assert [found_by(odile), found_by(founder)] == [[claire], [claire]]
    assert found_by(malo, "malo@exemple.example") == [malo]


def test_another_member_who_types_the_same_name_writes_over_nothing(odile, malo):
    """It may be another person of that name."""
    poll = a_poll(odile.space)
    door = reverse("meetings:poll_somebody", args=[poll.space.slug, poll.pk])

    def typed(by, words):
        said = {f"date-{poll.options.first().pk}": "yes", "whose": "Inès Tanneguy", "words": words}
        return entered(Client(), by).post(door, said)

    answers = [typed(odile, "Le soir").status_code, (refused := typed(malo, "Le matin")).status_code]
    remove_answer(poll, poll.answers.get().pk, by=malo, at=timezone.now())
    answers.append(typed(malo, "Le matin").status_code)  # what was removed comes back as it was

    assert (answers, poll.answers.get().words) == ([302, 409, 409], "Le soir")
    assert "a déjà noté Inès Tanneguy" in refused.text.replace("\u00a0", " ")
    assert 'value="Le matin"' in refused.text
