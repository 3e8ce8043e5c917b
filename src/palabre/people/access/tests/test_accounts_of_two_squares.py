"""Who got another's place by two squares attaches an account to it: her devices, and squares, still open it."""

import pytest
from django.test import Client
from django.urls import reverse

from palabre.accounts.models import Account
from palabre.people.access.tests.test_keys import scan, who_counts
from palabre.people.models import Person
from tests.builders import a_member, a_space, entered

pytestmark = pytest.mark.django_db
ADDRESS = "malo@exemple.example"


@pytest.fixture
def odile():
    return a_member(a_space(), "Odile Tanneguy")


@pytest.fixture
def anne(odile):
    return a_member(odile.space, "Anne Keravel")


@pytest.fixture
def hers(anne):
    """The device that knew her before."""
    return entered(Client(), anne)


@pytest.fixture
def known(odile):
    return who_counts(odile.space)


@pytest.fixture
def phone(hers, known, odile, anne):
    """The device that two squares let in, then signed in with an account that claimed her."""
    phone = scan(known, anne, scan(odile, anne))
    phone.force_login(Account.objects.open(ADDRESS))
    phone.post(reverse("claims:claim", args=[anne.pk]))
    assert Person.objects.get(pk=anne.pk).account.email == ADDRESS
    return phone


def is_in(client, anne):
    page = client.get(f"/s/{anne.space.slug}/you/")
    return page.status_code == 200 and "Anne Keravel" in page.content.decode()


def leave_others(client, anne):
    assert client.post(reverse("you:other_devices", args=[anne.space.slug])).status_code == 302


def sign_out(client):
    assert client.post(reverse("accounts:sign_out")).status_code == 302


def test_her_own_device_comes_in_and_detaches_it(hers, phone, anne):
    assert is_in(hers, anne)
    assert is_in(phone, anne)

    leave_others(hers, anne)

    assert is_in(hers, anne)
    assert not is_in(phone, anne)
    assert Person.objects.get(pk=anne.pk).account is None


def test_once_put_out_she_comes_back_by_two_squares(hers, phone, known, odile, anne):
    leave_others(phone, anne)
    assert not is_in(hers, anne)

    back = scan(known, anne, scan(odile, anne, hers))

    assert is_in(back, anne)
    assert Person.objects.get(pk=anne.pk).account is None


def test_the_device_itself_is_left_with_its_account(phone, anne):
    sign_out(phone)

    assert not is_in(phone, anne)


def test_an_account_attached_without_squares_shuts_her_other_devices_out(anne, hers):
    other = entered(Client(), anne)
    other.force_login(Account.objects.open("anne@exemple.example"))
    other.post(reverse("claims:claim", args=[anne.pk]))

    assert is_in(other, anne)
    assert not is_in(hers, anne)


def test_putting_out_the_others_makes_no_device_her_own(phone, odile, anne):
    browser = entered(Client(), odile)
    browser.force_login(Account.objects.get(email=ADDRESS))

    leave_others(browser, anne)
    browser.post(f"/s/{anne.space.slug}/you/name/")

    assert Person.objects.get(pk=anne.pk).erased_at is None
    sign_out(browser)
    assert "Odile Tanneguy" in browser.get(f"/s/{anne.space.slug}/you/").content.decode()
