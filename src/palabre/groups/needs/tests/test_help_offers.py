"""« Je peux aider » before anybody asks, and « Cela nous aiderait », which a group says of it."""

import datetime

import pytest

from palabre.groups.models import HelpOffer, HelpWanted, Role
from palabre.groups.needs import help_offers
from palabre.groups.needs.notices import who_offers
from palabre.journal.models import Entry
from palabre.refusal import Refusal
from tests.builders import a_group, a_member, a_space

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2026, 11, 23, 9, 0, tzinfo=datetime.UTC)
HELP = "Je sais animer une réunion à trente"


@pytest.fixture
def space():
    return a_space()


@pytest.fixture
def solene(space):
    return a_member(space, "Solène Abgrall")


@pytest.fixture
def ines(space):
    return a_member(space, "Inès Courtois")


@pytest.fixture
def group(space, ines):
    return a_group(space, convened_by=(ines,))


@pytest.fixture
def offer(space, solene):
    return help_offers.offer_help(space, HELP, by=solene, at=NOW)


def verbs():
    return list(Entry.objects.order_by("pk").values_list("verb", flat=True))


def test_the_same_offer_twice_is_one(space, solene):
    first = help_offers.offer_help(space, f" {HELP} ", kind="method", by=solene, at=NOW, form_token="un")

    again = help_offers.offer_help(space, "Autre chose", by=solene, at=NOW, form_token="un")

    assert (first.text, first.kind, again, verbs()) == (HELP, "method", first, ["help.offered"])


@pytest.mark.parametrize("text", ["", "a" * 401])
def test_an_offer_that_says_nothing_or_too_much_is_refused(space, solene, text):
    with pytest.raises(Refusal):
        help_offers.offer_help(space, text, by=solene, at=NOW)

    assert not HelpOffer.objects.exists()


def test_one_person_and_one_hour_have_their_bounds(space, solene, ines, monkeypatch):
    monkeypatch.setattr(help_offers, "MOST_OF_ONE", 1)
    monkeypatch.setattr(help_offers, "MOST_IN_AN_HOUR", 1)
    help_offers.offer_help(space, HELP, by=solene, at=NOW)

    for by in (solene, ines):
        with pytest.raises(Refusal):
            help_offers.offer_help(space, "Autre chose", by=by, at=NOW)


def test_she_alone_takes_her_offer_back_and_offers_it_again(offer, solene, ines):
    for act in (help_offers.withdraw_help_offer, help_offers.withdraw_help_offer):
        act(offer, by=ines, at=NOW)
        act(offer, by=solene, at=NOW)

    help_offers.offer_again(offer, by=solene)

    assert verbs() == ["help.offered", "help.withdrawn", "help.offered"]


def test_a_group_says_once_that_it_would_help_and_she_who_offers_is_told(offer, group, ines, solene):
    for _twice in range(2):
        help_offers.want(offer, group, by=ines, at=NOW)

    told = Entry.objects.get(verb="help.wanted")
    assert (HelpWanted.objects.get().group, list(who_offers(told))) == (group, [solene])
    help_offers.want_no_longer(offer, group, by=ines)
    assert (HelpWanted.objects.exists(), verbs()[-1]) == (False, "help.not_wanted")


def test_who_is_not_of_the_group_does_not_say_what_would_help_it(space, offer, group):
    contact = a_member(space, "Malo Quéré")
    group.welcome(contact, role=Role.LIAISON)

    for other in (contact, offer.by):
        with pytest.raises(Refusal):
            help_offers.want(offer, group, by=other, at=NOW)

    assert not HelpWanted.objects.exists()


def test_nobody_says_of_an_offer_taken_back_that_it_would_help(offer, group, ines, solene):
    help_offers.withdraw_help_offer(offer, by=solene, at=NOW)

    with pytest.raises(Refusal):
        help_offers.want(offer, group, by=ines, at=NOW)
