"""Who got another's place by two squares attaches an account to it: squares open it to her again."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.accounts.models import Account
from palabre.people.access.tests.test_keys import scan, who_counts
from palabre.people.models import A_MONTH, MergeRequest, Person
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


def elsewhere(hers):
    return Client()


def on_her_own(hers):
    return hers


@pytest.mark.parametrize("on_device", [elsewhere, on_her_own])
def test_she_comes_back_by_two_squares_which_detach_it(hers, phone, known, odile, anne, on_device):
    back = scan(odile, anne, on_device(hers))
    assert is_in(back, anne)
    assert back.post(f"/s/{anne.space.slug}/you/device/others/").status_code == 409
    assert Person.objects.get(pk=anne.pk).account.email == ADDRESS

    scan(known, anne, back)

    assert is_in(back, anne)
    assert Person.objects.get(pk=anne.pk).account is None
    leave_others(back, anne)
    assert not is_in(phone, anne)


def test_the_device_that_knew_her_says_so(hers, phone, anne):
    said = hers.get(f"/s/{anne.space.slug}/you/")

    assert "Cette adresse n’est pas la vôtre" in said.content.decode()


def test_her_account_shuts_out_a_phone_that_she_lost(hers, phone, anne):
    assert not is_in(hers, anne)


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


def test_nor_does_a_name_of_his_that_he_joins_to_hers(phone, known, anne):
    browser = entered(Client(), known)
    browser.post(reverse("here:merging", args=[anne.space.slug]), {"one": known.pk, "other": anne.pk})
    phone.post(reverse("here:same_person", args=[anne.space.slug, MergeRequest.objects.get().pk]))
    browser.force_login(Account.objects.get(email=ADDRESS))

    leave_others(browser, anne)
    browser.post(f"/s/{anne.space.slug}/you/name/")

    assert Person.objects.get(pk=anne.pk).erased_at is None


def test_nor_without_an_account(known, odile, anne):
    phone = scan(known, anne, scan(odile, anne))
    browser = entered(Client(), known)
    browser.post(reverse("here:merging", args=[anne.space.slug]), {"one": known.pk, "other": anne.pk})
    phone.post(reverse("here:same_person", args=[anne.space.slug, MergeRequest.objects.get().pk]))

    browser.post(f"/s/{anne.space.slug}/you/name/")

    assert Person.objects.get(pk=anne.pk).erased_at is None


def test_the_month_is_counted_from_the_account(known, odile, anne):
    """Whoever two members let in may wait a month for their mark to end."""
    phone = scan(known, anne, scan(odile, anne))
    Person.objects.filter(pk=anne.pk).update(by_two_at=timezone.now() - A_MONTH - datetime.timedelta(days=1))
    phone.force_login(Account.objects.open(ADDRESS))
    phone.post(reverse("claims:claim", args=[anne.pk]))
    elsewhere = Client()
    elsewhere.force_login(Account.objects.get(email=ADDRESS))

    elsewhere.post(f"/s/{anne.space.slug}/you/name/")

    her, in_a_month = Person.objects.get(pk=anne.pk), timezone.now() + A_MONTH + datetime.timedelta(hours=1)
    assert her.erased_at is None
    assert is_in(scan(odile, anne), anne)
    assert not her.has_account_since_two(in_a_month)


def test_who_attached_it_does_not_attach_it_again(hers, phone, known, odile, anne):
    """His phone asks for it every few seconds."""
    back = Client()
    for _twice in range(2):
        scan(known, anne, scan(odile, anne, back))
        phone.post(reverse("claims:claim", args=[anne.pk]))

    assert Person.objects.get(pk=anne.pk).account is None
    assert is_in(back, anne)
    assert not is_in(phone, anne)


def test_two_squares_put_the_others_out_once(known, odile, anne):
    """The latest two win: a phone that others let in does not put her out again and again."""
    phone = scan(known, anne, scan(odile, anne))
    url = reverse("you:other_devices", args=[anne.space.slug])

    done = [phone.post(url).status_code for _twice in range(2)]
    back = scan(known, anne, scan(odile, anne))
    done += [phone.post(url).status_code, back.post(url).status_code, phone.post(url).status_code]

    assert done == [302, 409, 409, 302, 404]
    assert is_in(back, anne)


def signed_in_elsewhere():
    browser = Client()
    browser.force_login(Account.objects.get(email=ADDRESS))
    return browser


def test_so_do_copies_of_one_cookie(phone, anne):
    """The account is given up in between, so that its other sessions do not end."""
    browser = signed_in_elsewhere()
    copies = [Client() for _each in range(3)]
    for copy in copies:
        copy.cookies.load({name: morsel.value for name, morsel in browser.cookies.items()})
    done = []

    for copy in copies:
        copy.post(reverse("claims:end", args=[anne.pk]))
        done.append(copy.post(reverse("you:other_devices", args=[anne.space.slug])).status_code)
        copy.post(reverse("claims:claim", args=[anne.pk]))

    assert 302 not in done


def test_so_do_browsers_that_sign_in_one_after_another(phone, anne):
    url = reverse("you:other_devices", args=[anne.space.slug])

    done = [signed_in_elsewhere().post(url).status_code for _each in range(3)]

    assert done == [302, 409, 409]


def test_who_gives_up_such_an_account_is_offered_it_again(phone, anne):
    browser = signed_in_elsewhere()

    browser.post(reverse("claims:end", args=[anne.pk]))

    assert not is_in(browser, anne)
    assert "Anne Keravel" in browser.get(reverse("claims:account")).content.decode()
