"""Two addresses are one only in their one spelling: on PostgreSQL, UPPER('ı') is 'I' (every UTF-8 locale but C)."""

from pathlib import Path

import pytest
from django.core.exceptions import FieldError
from django.test import Client

from palabre.accounts.models import Account
from palabre.accounts.tests.browsers import sign_in
from palabre.people.claims import claims
from palabre.people.models import Person
from tests.builders import a_person, a_space

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
PACKAGE = Path(__file__).parents[2]
HERS, HIS = "ines@mairie-brennes.example", "ines@maırıe-brennes.example"


@pytest.fixture(autouse=True)
def _mail_leaves(settings):
    settings.MAIL_IS_CONFIGURED = True


def test_a_code_that_was_mailed_to_another_domain_opens_no_account_of_hers(mailoutbox):
    account = Account.objects.open(HERS)
    his = Client()

    sign_in(his, HIS)

    assert [to for message in mailoutbox for to in message.to] == ["ines@xn--mare-brennes-24bb.example"]
    assert his.get("/account/").context["account"] != account


def test_nor_is_she_offered_to_it():
    claire = a_person(a_space(), "Inès Courtois")
    claire.may_be_reached_at(HERS, by=None)

    assert not claims.may_be(Account.objects.open(HIS), known=[]).exists()


@pytest.mark.parametrize("written", ["Ines@Mairie-Brennes.EXAMPLE", "ines@mairie-brennes.example"])
def test_she_is_offered_to_her_own_however_it_was_written(written):
    claire = a_person(a_space(), "Inès Courtois")
    claire.may_be_reached_at(written, by=None)

    assert claims.may_be(Account.objects.open(HERS.upper()), known=[]).get() == claire
    assert Account.objects.at(written) == Account.objects.get()


def test_no_lookup_leaves_it_to_the_database_what_one_letter_is():
    for model in (Account, Person):
        with pytest.raises(FieldError):
            model.objects.filter(email__iexact=HERS).exists()


def test_no_code_compares_an_address_without_case():
    faults = [
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.py")
        if "tests" not in path.parts
        for line in path.read_text().splitlines()
        if "mail" in line and any(word in line for word in ("__iexact", "icontains", "istartswith", ".lower()"))
    ]

    assert [one for one in faults if one != "pure/mail_address.py"] == []
