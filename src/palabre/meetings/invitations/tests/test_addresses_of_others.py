"""Where people are called, an address is read and replaced by who may know it: who noted it, or has the given care."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.meetings.invitations.noted_addresses import note_address
from palabre.people.models import Person
from palabre.post.models import Letter
from palabre.refusal import Refusal
from tests.builders import a_meeting, a_member, a_person, a_space, entered
from tests.stewards import given_care

pytestmark = pytest.mark.django_db
SECRET, HIS = "karim.secret@exemple.example", "malo.chez.moi@exemple.example"


@pytest.fixture
def zoe():
    return a_member(a_space(), "Zoé Petit")


@pytest.fixture
def malo(zoe):
    return a_member(zoe.space, "Malo Riou")


@pytest.fixture
def karim(zoe):
    """Zoé noted an address for somebody who never came."""
    karim = a_person(zoe.space, "Karim Belkacem")
    karim.may_be_reached_at(SECRET, by=zoe)
    return karim


@pytest.fixture
def door(karim):
    meeting = a_meeting(karim.space, on=timezone.localdate() + datetime.timedelta(days=3))
    return reverse("meetings:calling", args=[meeting.space.slug, meeting.pk])


def words(answer):
    return answer.content.decode()


def address_of(person):
    return Person.objects.get(pk=person.pk).email


def test_a_member_reads_no_address_that_another_noted(malo, door):
    page = words(entered(Client(), malo).get(f"{door}?of=space"))

    assert SECRET not in page
    assert "adresse connue" in page


@pytest.mark.parametrize("is_member", [True, False])
def test_nor_one_that_its_person_gave(malo, door, is_member):
    eloi = Person.objects.create(space=malo.space, name="Éloi Marec", is_self_named=not is_member)
    eloi.join(timezone.now()) if is_member else eloi.come(timezone.now())
    eloi.may_be_reached_at("eloi.secret@exemple.example", by=None)

    page = words(entered(Client(), malo).get(f"{door}?of=space"))

    assert "eloi.secret" not in page
    assert "Éloi Marec" in page


def test_who_noted_it_reads_it_and_who_was_given_the_care_of_the_space(zoe, malo, door):
    for person in (zoe, given_care(malo)):
        assert SECRET in words(entered(Client(), person).get(f"{door}?of=space"))


def test_the_message_goes_there_all_the_same_and_an_empty_field_changes_nothing(malo, karim, door):
    entered(Client(), malo).post(door, {"person": [karim.pk], f"address-{karim.pk}": ""})

    assert (Letter.objects.get(to=karim).by, address_of(karim)) == (malo, SECRET)


def test_another_address_is_refused_and_what_was_typed_comes_back(malo, karim, door):
    typed = {"person": [karim.pk], f"address-{karim.pk}": HIS, "name": "Nadia Ferhat"}

    page = entered(Client(), malo).post(door, typed)

    assert (page.status_code, address_of(karim), Letter.objects.count()) == (422, SECRET, 0)
    assert "Une adresse est déjà connue pour Karim Belkacem." in words(page)
    assert all(f'value="{value}"' in words(page) for value in (HIS, "Nadia Ferhat"))


def test_it_is_refused_by_name_too(malo, karim, door):
    page = entered(Client(), malo).post(door, {"name": "Karim Belkacem", "address": HIS})

    assert (page.status_code, address_of(karim), Letter.objects.count()) == (409, SECRET, 0)
    assert f'value="{HIS}"' in words(page)


def test_who_noted_it_replaces_it(zoe, karim, door):
    entered(Client(), zoe).post(door, {f"address-{karim.pk}": "karim@exemple.example"})

    assert address_of(karim) == "karim@exemple.example"


def test_whose_address_nobody_knows_gets_one(malo, karim, door):
    claire = a_person(malo.space, "Claire Aubanel")

    entered(Client(), malo).post(door, {f"address-{claire.pk}": "claire@exemple.example"})

    assert Person.objects.get(pk=claire.pk).address_by == malo


@pytest.mark.parametrize("address", [HIS, ""])
def test_no_door_replaces_it_nor_deletes_it(malo, karim, address):
    with pytest.raises(Refusal, match="Karim Belkacem"):
        note_address(karim, address, by=malo)

    assert address_of(karim) == SECRET


def test_of_several_addresses_all_are_noted_or_none(malo, karim, door):
    claire = a_person(malo.space, "Claire Aubanel")

    entered(Client(), malo).post(door, {f"address-{karim.pk}": HIS, f"address-{claire.pk}": "claire@exemple.example"})

    assert (address_of(karim), address_of(claire)) == (SECRET, "")


@pytest.mark.parametrize("count", [1, 6])
def test_who_may_know_them_is_asked_once(malo, door, count, django_assert_num_queries):
    for number in range(count):
        a_person(malo.space, f"Personne {number}").may_be_reached_at(f"p{number}@exemple.example", by=None)
    his = entered(Client(), given_care(malo))
    his.get(door)

    with django_assert_num_queries(17):
        assert his.get(door).status_code == 200
