"""« N'est plus notre contact »: said by a member on the page of the organisation, undone as it was."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from palabre.journal.models import Entry
from palabre.people.models import Affiliation, Organisation, Person
from tests.builders import a_member, a_person, a_space, an_organisation, entered

pytestmark = pytest.mark.django_db

SAID_ON = datetime.date(2026, 3, 4)


@pytest.fixture
def space():
    return a_space(public=True)


@pytest.fixture
def maud(space):
    return a_person(space, "Maud Lesven")


@pytest.fixture
def town_hall(space, maud):
    found = an_organisation(space, of=(maud,))
    Affiliation.objects.update(contact_since=SAID_ON)
    return found


@pytest.fixture
def browser(client, space):
    return entered(client, a_member(space, "Inès Courtois"))


def ending(organisation, tie=None):
    tie = tie or Affiliation.objects.earliest("pk").pk
    return reverse("people:contact_ending", args=[organisation.space.slug, organisation.pk, tie])


def words(response):
    return " ".join(response.content.decode().split())


def contacts():
    return list(Affiliation.objects.order_by("pk").values_list("contact_since", flat=True))


def test_a_contact_is_ended_where_it_is_said_and_the_person_stays(browser, town_hall):
    page = words(browser.get(town_hall.get_absolute_url()))

    after = words(browser.post(ending(town_hall), follow=True))

    assert (ending(town_hall) in page, "N’est plus notre contact" in after) == (True, False)
    assert ("Maud Lesven" in after, "C’est noté" in after, contacts()) == (True, True, [None])


def test_it_comes_back_as_it_was(browser, town_hall):
    browser.post(ending(town_hall))
    back = reverse("people:contact_return", args=[town_hall.space.slug, town_hall.pk, Entry.objects.latest("pk").pk])

    browser.post(back)
    browser.post(back)

    assert contacts() == [SAID_ON]
    assert list(Entry.objects.order_by("pk").values_list("verb", flat=True)) == ["contact.ended", "contact.resumed"]


def test_an_old_undo_brings_nobody_back_once_ended_again(browser, town_hall):
    browser.post(ending(town_hall))
    back = reverse("people:contact_return", args=[town_hall.space.slug, town_hall.pk, Entry.objects.latest("pk").pk])
    browser.post(back)
    browser.post(ending(town_hall))

    browser.post(back)

    assert contacts() == [None]


def test_sent_twice_it_is_said_once(browser, town_hall):
    for _again in range(2):
        assert browser.post(ending(town_hall)).status_code == 302

    assert Entry.objects.count() == 1


def test_it_ends_for_each_spelling_of_the_person_and_of_the_organisation(browser, space, town_hall, maud):
    double = a_person(space, "M. Lesven")
    other = an_organisation(space, "La mairie", of=(double, a_person(space, "Bo")))
    Person.objects.filter(pk=double.pk).update(same_as=maud)
    Organisation.objects.filter(pk=other.pk).update(same_as=town_hall)
    Affiliation.objects.update(contact_since=SAID_ON)

    browser.post(ending(town_hall))

    assert contacts() == [None, None, SAID_ON]


def test_the_tie_of_another_organisation_is_left(browser, space, town_hall):
    other = an_organisation(space, "Le département", of=(a_person(space, "Bo"),))
    Affiliation.objects.update(contact_since=SAID_ON)

    browser.post(ending(other, tie=Affiliation.objects.earliest("pk").pk))

    assert contacts() == [SAID_ON, SAID_ON]


def test_who_passes_by_neither_sees_the_button_nor_ends_a_contact(town_hall):
    stranger = Client()

    page = words(stranger.get(town_hall.get_absolute_url()))

    assert (ending(town_hall) in page, stranger.post(ending(town_hall)).status_code) == (False, 403)
    assert contacts() == [SAID_ON]
