"""A space is sealed: no address shows, or changes, what is another's, or what one has no seat for.

tests/test_doors.py visits each address as who holds the seat: filled wrongly, it would be sealed for the wrong reason.
"""

from importlib import import_module

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path

from palabre.groups.models import Action
from palabre.people.models import Audience
from tests import addresses
from tests.addresses import address, names_a_thing, within_a_space
from tests.builders import a_member, a_space, entered, readers_of
from tests.lengths import short_by
from tests.things import SECRET, one_of_everything

pytestmark = pytest.mark.django_db
PARTS = 4  # of the addresses: one of them by default
EACH_PART = pytest.mark.parametrize("part", short_by(range(PARTS), [0]))


def shown(client, name, things, space):
    """Ask for an address by GET and by POST; return what it lets through, as a list of faults."""
    url = address(name, things, space=space)
    answers = {"GET": client.get(url), "POST": client.post(url, {"text": "x", "title": "x"})}
    faults = [
        f"{name}: {method} {got.status_code}" for method, got in answers.items() if got.status_code not in (404, 405)
    ]
    if all(got.status_code == 405 for got in answers.values()):
        faults.append(f"{name}: asked in no way that it answers")
    return faults + [f"{name}: {method} tells" for method, got in answers.items() if tells(got)]


def tells(response):
    """Whether an answer holds a word of what is kept, beside the very address that was asked for."""
    text = response.content.decode(errors="replace").lower().replace(response.request["PATH_INFO"].lower(), "")
    return SECRET.lower() in text or "zephyrine" in text


def leaks(client, things, space, *, names=None):
    return [fault for name in names or within_a_space() for fault in shown(client, name, things, space)]


def those_that_name_a_thing():
    return [name for name in within_a_space() if names_a_thing(name)]


def those_that_name_none():
    return [name for name in within_a_space() if not names_a_thing(name)]


@pytest.fixture
def theirs():
    """Another space with one thing of each kind, which its whole community reads."""
    space = a_space("Ailleurs")
    return one_of_everything(space, readers_of(space), by=a_member(space, f"Personne {SECRET}"))


@pytest.fixture
def hers():
    return a_space("Ici")


@pytest.fixture
def her(hers):
    return entered(Client(), a_member(hers, "Inès"))


def test_every_address_says_how_it_is_filled():
    assert addresses.without_arguments() == []


@EACH_PART
def test_another_space_does_not_exist_for_a_member_of_this_one(part, her, theirs):
    assert leaks(her, theirs, theirs["page"].space, names=within_a_space()[part::PARTS]) == []


@EACH_PART
def test_a_space_that_is_not_public_does_not_exist_for_a_passer_by(part, theirs):
    assert leaks(Client(), theirs, theirs["page"].space, names=within_a_space()[part::PARTS]) == []


@EACH_PART
def test_things_of_another_space_are_not_found_in_this_one(part, her, hers, theirs):
    assert leaks(her, theirs, hers, names=those_that_name_a_thing()[part::PARTS]) == []


@pytest.mark.long
def test_things_of_another_space_are_not_found_in_a_public_one_by_a_passer_by(theirs):
    """By default, the next test says so of things that everybody may read: they are as near to being found."""
    assert leaks(Client(), theirs, a_space("Place", public=True), names=those_that_name_a_thing()) == []


@EACH_PART
def test_things_of_a_public_space_are_not_found_in_another_public_space(part):
    there, here = a_space("Là-bas", public=True), a_space("Ici même", public=True)
    things = one_of_everything(there, readers_of(there), by=a_member(there))

    assert leaks(Client(), things, here, names=those_that_name_a_thing()[part::PARTS]) == []


@pytest.fixture
def seated(hers):
    """Things of her own space that only somebody else reads."""
    other = a_member(hers, "Malo")
    return one_of_everything(hers, Audience.of_persons(other), by=other)


@EACH_PART
def test_what_she_has_no_seat_for_is_not_found(part, her, hers, seated):
    assert leaks(her, seated, hers, names=those_that_name_a_thing()[part::PARTS]) == []


def test_what_she_has_no_seat_for_is_told_on_no_list(her, hers, seated):
    telling = [name for name in those_that_name_none() if tells(her.get(address(name, seated, space=hers)))]

    assert telling == []


@EACH_PART
def test_what_only_the_community_reads_is_not_shown_to_a_passer_by_of_a_public_space(part):
    space = a_space("Place", public=True)
    things = one_of_everything(space, Audience.of_space(space), by=a_member(space, "Malo"))

    telling = [name for name in those_that_name_none() if tells(Client().get(address(name, things, space=space)))]

    assert leaks(Client(), things, space, names=those_that_name_a_thing()[part::PARTS]) == []
    assert telling == []


def leaky(request, number):
    """What a hurried hand would write: a look-up that goes neither by the space nor by the reader."""
    return HttpResponse(Action.objects.get(pk=number).text)


@pytest.fixture
def a_leak(settings, monkeypatch):
    import_module("palabre.urls")  # it registers "numbered", which no other test may have loaded yet
    hole = path("s/<slug:space>/leak/<numbered:number>/", leaky, name="leak")
    settings.ROOT_URLCONF = (path("", include("palabre.urls")), hole)


def test_an_address_that_nobody_filled_is_named(a_leak):
    assert "leak" in addresses.without_arguments()


def test_a_leaky_view_is_named(a_leak, monkeypatch, her, hers, seated, theirs):
    monkeypatch.setitem(addresses.ARGUMENTS, "leak", addresses.number_of("action"))

    faults = ["leak: GET 200", "leak: POST 200", "leak: GET tells", "leak: POST tells"]
    assert leaks(her, theirs, hers, names=["leak"]) == faults
    assert leaks(her, seated, hers, names=["leak"]) == faults
