"""Letters to both addresses when an account claims a person, or gives them up."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from palabre.accounts.models import Account
from palabre.people.claims import claims
from palabre.people.erasures import name_erasure
from palabre.people.models import Person
from palabre.post.address_letters import write_to_address
from palabre.post.letter_queue import post_one
from palabre.post.models import Letter
from palabre.post.tests.mail_server import free_port, given_to
from palabre.spaces.models import Space
from palabre.upkeep import smtp
from tests.builders import a_member, a_space
from tests.traces import traces_in_tables

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
EMAIL, HERS = "ines@exemple.example", "autre@ailleurs.example"
NOW = timezone.now()
LATER = NOW + datetime.timedelta(minutes=5)


@pytest.fixture(autouse=True)
def _mail(settings):
    settings.MAIL_IS_CONFIGURED = True


@pytest.fixture
def ines():
    person = a_member(a_space("Voisinages"), "Inès Courtois")
    person.may_be_reached_at(HERS, by=None)
    return person


@pytest.fixture
def account():
    return Account.objects.open(EMAIL)


def take(person, account):
    claims.claim(Person.objects.get(pk=person.pk), by=account, at=NOW)


def leave(person, account):
    claims.give_up(Person.objects.get(pk=person.pk), by=account, at=NOW)


def sent(mailoutbox, *, at=NOW):
    """Let leave all that waits, and return to whom what was written."""
    while post_one(at):
        pass
    return sorted((one.to[0], " ".join(one.body.split())) for one in mailoutbox)


def test_both_addresses_learn_that_an_account_took_a_person(ines, account, mailoutbox):
    take(ines, account)

    letters = sent(mailoutbox)

    assert [to for to, _body in letters] == [HERS, EMAIL]
    assert "Inès Courtois entre maintenant avec l’adresse i…@exemple.example." in letters[0][1]
    assert EMAIL not in letters[0][1]
    assert {one.extra_headers["Auto-Submitted"] for one in mailoutbox} == {"auto-generated"}


def test_both_addresses_learn_that_an_account_left_a_person(ines, account, mailoutbox):
    ines.sign_in_as(account)

    leave(ines, account)

    letters = sent(mailoutbox)
    assert [to for to, _body in letters] == [HERS, EMAIL]
    assert "Inès Courtois n’entre plus avec l’adresse i…@exemple.example." in letters[0][1]


def test_one_address_is_written_to_once(ines, account, mailoutbox):
    ines.may_be_reached_at(EMAIL, by=None)

    take(ines, account)

    assert [to for to, _body in sent(mailoutbox)] == [EMAIL]


def test_doing_it_twice_writes_once(ines, account, mailoutbox):
    take(ines, account)
    take(ines, account)
    first = len(sent(mailoutbox))
    take(ines, account)

    assert (first, len(sent(mailoutbox))) == (2, 2)


def test_however_often_it_is_done_one_letter_of_each_waits_for_each_address(ines, account, mailoutbox):
    for _again in range(4):
        take(ines, account)
        leave(ines, account)

    assert Letter.objects.count() == len(sent(mailoutbox)) == 4


def test_a_click_speaks_to_no_mail_server(ines, account, mailoutbox, django_capture_on_commit_callbacks):
    client = Client()
    client.force_login(account)
    ines.sign_in_as(account)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("claims:end", args=[ines.pk]))

    assert (Person.objects.get(pk=ines.pk).account, mailoutbox, Letter.objects.count()) == (None, [], 2)


def test_while_the_mail_server_is_away_they_wait_and_leave_when_it_is_back(ines, account, settings, mailoutbox):
    known = settings.MAILERS
    given_to(settings, free_port())
    take(ines, account)
    assert (sent(mailoutbox), Letter.objects.filter(sent_at=None).count()) == ([], 2)

    settings.MAILERS = known

    assert len(sent(mailoutbox, at=LATER)) == 2


def test_nothing_of_them_is_stored_once_they_left(ines, account, mailoutbox):
    take(ines, account)

    sent(mailoutbox)

    assert Letter.objects.count() == 0


def test_one_that_replaces_a_letter_on_its_way_leaves_too(ines, account, mailoutbox, monkeypatch):
    take(ines, account)
    leave(ines, account)
    Letter.objects.exclude(about__endswith=":taken:account").delete()
    deliver = smtp.deliver

    def meanwhile(message):
        monkeypatch.setattr(smtp, "deliver", deliver)
        take(ines, account)
        deliver(message)

    monkeypatch.setattr(smtp, "deliver", meanwhile)

    assert [to for to, _body in sent(mailoutbox)] == [HERS, EMAIL, EMAIL]


@pytest.mark.parametrize("state", [{"opened_at": None}, {"archived_at": NOW}])
def test_they_leave_whatever_the_state_of_the_space_and_no_other_letter_does(ines, account, mailoutbox, state):
    Space.objects.update(**state)
    write_to_address(HERS, space=ines.space, about="x:1", due_at=NOW, subject="Samedi", body="Samedi")

    take(ines, account)

    assert [to for to, _body in sent(mailoutbox)] == [HERS, EMAIL]
    assert {one.subject for one in mailoutbox} == {"Votre nom sur Palabre"}


def test_without_a_mail_server_none_is_written(ines, account, settings):
    settings.MAIL_IS_CONFIGURED = False

    take(ines, account)

    assert Letter.objects.count() == 0


def test_they_go_with_the_name_and_leave_no_address(ines, account, mailoutbox):
    take(ines, account)
    leave(ines, account)
    before = traces_in_tables(HERS)

    name_erasure.erase(Person.objects.get(pk=ines.pk), at=NOW)

    assert before
    assert (traces_in_tables(HERS), Letter.objects.count(), sent(mailoutbox)) == ([], 0, [])


def test_those_of_another_person_stay(ines, account, mailoutbox):
    malo = a_member(ines.space, "Malo Kersauze")
    take(ines, account)

    name_erasure.erase(malo, at=NOW)

    assert len(sent(mailoutbox)) == 2


def test_those_that_wait_do_not_keep_a_removed_name_a_day_longer(ines, account):
    take(ines, account)

    name_erasure.erase(Person.objects.get(pk=ines.pk), at=NOW)

    assert ines.space.erasures.get().due_at is None
