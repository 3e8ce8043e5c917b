"""Who was put out comes back as nobody: neither by a square that he showed, nor by an address that he noted."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.accounts.models import Account
from palabre.people.access import join_link, keys, links
from palabre.people.agreements import agreements
from palabre.people.models import Person
from tests.builders import a_member, a_person, a_space, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def founder():
    return a_member(a_space(), "Odile Tanneguy")


@pytest.fixture
def malo(founder):
    return a_member(founder.space, "Malo Kersauze")


@pytest.fixture
def people(founder):
    """The page on which members read the entry link."""
    return reverse("here:people", args=[founder.space.slug])


def put_out(person, by):
    return agreements.say_yes(by.space, "put_out", by=by, at=timezone.now(), person=person)


def scanned(her, *, by):
    phone = Client()
    phone.post(keys.key_path(keys.key_shown_to(her, by=by, at=timezone.now())))
    return phone


def signed_in(her, *, noted_by):
    """A browser with the account of an address that a member noted for her, his own perhaps."""
    her.may_be_reached_at("zoe@exemple.example", by=noted_by)
    browser = Client()
    browser.force_login(Account.objects.create(email="zoe@exemple.example"))
    browser.post(reverse("claims:claim", args=[her.pk]))
    her.refresh_from_db()
    her.join(timezone.now())
    return browser


@pytest.mark.parametrize("named", [a_member, a_person])
def test_a_square_that_he_showed_before_opens_nothing_once_he_is_out(founder, malo, people, named):
    phone = scanned(named(founder.space, "Zoé Petit"), by=malo)
    before = phone.get(people).status_code

    done = put_out(malo, founder)
    out = [phone.get(people).status_code, phone.post(reverse("here:entrance", args=[founder.space.slug])).status_code]
    agreements.set_aside_agreement(done, by=founder, at=timezone.now())

    assert (before, out, phone.get(people).status_code) == (200, [404, 404], 200)


def test_he_reads_the_new_entry_link_by_none_of_them(founder, malo, people):
    join_link.make_link(founder.space, by=founder, at=timezone.now())
    phone = scanned(a_member(founder.space, "Zoé Petit"), by=malo)

    put_out(malo, founder)
    door = links.link_path(join_link.open_ones(founder.space, at=timezone.now())[0])

    assert door in entered(Client(), founder).get(people).content.decode()
    assert door not in phone.get(people).content.decode()


def test_an_address_that_he_noted_opens_nothing_once_he_is_out(founder, malo, people):
    browser = signed_in(a_person(founder.space, "Zoé Petit"), noted_by=malo)
    before = browser.get(people).status_code

    put_out(malo, founder)

    assert (before, browser.get(people).status_code) == (200, 404)


def test_she_whom_the_address_is_enters_again_by_the_square_of_another_member(founder, malo, people):
    zoe = a_person(founder.space, "Zoé Petit")
    browser = signed_in(zoe, noted_by=malo)
    put_out(malo, founder)

    browser.post(keys.key_path(keys.key_shown_to(zoe, by=founder, at=timezone.now())))

    assert browser.get(people).status_code == 200
    assert Person.objects.get(pk=zoe.pk).account_by == founder


def test_the_cookie_that_she_has_of_her_own_goes_on(founder, malo, people):
    zoe = a_member(founder.space, "Zoé Petit")
    scanned(zoe, by=malo)

    put_out(malo, founder)

    assert entered(Client(), zoe).get(people).status_code == 200
