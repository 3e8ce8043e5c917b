"""A copy that comes back gives nobody a person whom they gave up since, nor takes one from whom claimed them since."""

import pytest
from django.test import Client
from django.utils import timezone

from palabre.accounts.models import Account
from palabre.people.claims import claims
from palabre.people.erasures.name_erasure import erase
from palabre.people.models import Person
from palabre.upkeep.backups.backup import back_up
from palabre.upkeep.backups.restore import restore_backup
from tests.builders import a_member, a_person, a_space, entered

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("data_with_secret")]


@pytest.fixture
def former():
    return Account.objects.open("ancienne@exemple.example")


@pytest.fixture
def zoe(former):
    zoe = a_member(a_space(), "Zoé Petit")
    zoe.sign_in_as(former)
    return zoe


def copied():
    return back_up(at=timezone.now())


def signed_in(account):
    (device := Client()).force_login(account)
    return device


def home(device, person):
    return device.get(person.space.get_absolute_url()).status_code


def given_up(person, *, by):
    claims.give_up(Person.objects.get(pk=person.pk), by=by, at=timezone.now())


def claimed(person, *, by):
    claims.claim(Person.objects.get(pk=person.pk), by=by, at=timezone.now(), known=[person.pk])


@pytest.mark.postgres
@pytest.mark.parametrize("closes", [False, True])
def test_who_gave_a_person_up_is_nobody_again(zoe, former, closes):
    file = copied()
    given_up(zoe, by=former)

    restore_backup(file, at=timezone.now(), closes_links=closes)

    assert Person.objects.get(pk=zoe.pk).account is None
    assert home(signed_in(Account.objects.get(pk=former.pk)), zoe) == 404


def test_who_claimed_them_since_is_this_person_and_the_former_one_the_other(zoe, former):
    hers, other = Account.objects.open("zoe@exemple.example"), a_member(zoe.space, "Malo Kersauze")
    other.sign_in_as(hers)
    file = copied()
    given_up(zoe, by=former)
    given_up(other, by=hers)
    claimed(zoe, by=hers)
    claimed(other, by=former)

    restore_backup(file, at=timezone.now())

    persons = Person.objects.filter(pk__in=[zoe.pk, other.pk]).values_list("pk", "account")
    assert dict(persons) == {zoe.pk: hers.pk, other.pk: former.pk}


def test_a_later_copy_is_believed_where_an_older_one_came_back_in_between(zoe, former):
    """The database was lost, an older copy restored, and the last one found only then."""
    older, hers = Person.objects.get(pk=zoe.pk), Account.objects.open("zoe@exemple.example")
    given_up(zoe, by=former)
    claimed(zoe, by=hers)
    later = copied()
    Person.objects.filter(pk=zoe.pk).update(account=older.account_id, account_at=older.account_at)

    restore_backup(later, at=timezone.now())

    assert Person.objects.get(pk=zoe.pk).account_id == hers.pk
    assert home(signed_in(Account.objects.get(pk=former.pk)), zoe) == 404


def test_by_an_account_that_the_copy_does_not_know_nobody_is_this_person(zoe, former):
    device, file = entered(Client(), zoe), copied()
    given_up(zoe, by=former)
    claimed(zoe, by=Account.objects.open("zoe@exemple.example"))

    restore_backup(file, at=timezone.now())

    assert Person.objects.get(pk=zoe.pk).account is None
    assert home(device, zoe) == 404


def test_one_who_was_vouched_for_since_is_known(zoe, former):
    malo = a_member(zoe.space, "Malo Kersauze")
    zoe.be_known_by(malo)
    file = copied()
    since = timezone.now()
    Person.objects.get(pk=zoe.pk).be_known_by(None)
    Person.objects.get(pk=zoe.pk).be_opened_by_two(since)

    restore_backup(file, at=timezone.now())

    fields = ("account", "account_by", "by_two_at")
    assert Person.objects.values_list(*fields).get(pk=zoe.pk) == (former.pk, None, since)


def test_a_place_that_two_opened_since_stays_so(zoe, former):
    file, since = copied(), timezone.now()
    Person.objects.get(pk=zoe.pk).be_opened_by_two(since)

    restore_backup(file, at=timezone.now())

    assert Person.objects.get(pk=zoe.pk).by_two_at == since


def test_a_voucher_whom_the_copy_does_not_know_opens_nothing(zoe):
    file = copied()
    zoe.be_known_by(a_person(zoe.space, "Venu Depuis"))

    restore_backup(file, at=timezone.now())

    assert Person.objects.get(pk=zoe.pk).account is None


def test_a_removal_that_is_left_out_gives_the_account_back(zoe, former):
    file = copied()
    erase(Person.objects.get(pk=zoe.pk), at=timezone.now())

    restore_backup(file, at=timezone.now(), leaving_out=[zoe.pk])

    assert Person.objects.get(pk=zoe.pk).account_id == former.pk


def test_a_person_of_another_server_keeps_the_account_of_the_copy(zoe, former):
    file = copied()
    given_up(zoe, by=former)
    Person.objects.filter(pk=zoe.pk).update(named_at=timezone.now())

    restore_backup(file, at=timezone.now())

    assert Person.objects.get(pk=zoe.pk).account_id == former.pk
