"""The cookie of a visitor: given once, signed, good for a day; and which place on the network counts."""

import datetime

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone

from palabre.upkeep.rate_limits import Bound, Limit, LimitScope, wait_in_words
from palabre.web.visitor_cookie import NAME, SALT, Visitor, key_in, place_of, visitor_number, visitor_of
from tests.builders import a_member, a_space, entered

pytestmark = pytest.mark.django_db
AT = datetime.datetime(2026, 11, 27, 9, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)


def test_a_visitor_is_given_her_cookie_with_the_first_page_and_keeps_it(client):
    first, second = client.get("/room/"), client.get("/room/")

    assert NAME in first.cookies
    assert NAME not in second.cookies
    assert visitor_number(f"csrftoken=abc; {NAME}={first.cookies[NAME].value}")


def test_a_cookie_that_she_made_herself_or_that_is_a_day_old_counts_for_nothing(client, monkeypatch):
    client.cookies[NAME] = "abc:def:ghi"
    with monkeypatch.context() as yesterday:
        yesterday.setattr("time.time", lambda: (timezone.now() - 2 * DAY).timestamp())
        old = signing.TimestampSigner(salt=SALT).sign("abc")

    assert NAME in client.get("/room/").cookies
    assert not visitor_number(f"{NAME}={old}")


def test_no_cookie_is_given_with_what_is_no_page(client):
    assert NAME not in client.get("/health/").cookies


def test_who_holds_a_key_is_counted_by_it_with_or_without_her_cookie(client):
    her = a_member(a_space(), "Zoé")

    asked = [entered(one, her).get("/account/sign-in/").wsgi_request for one in (client, Client(), Client())]
    numbers = {visitor_of(request).number for request in asked}

    assert (len(numbers), "" in numbers, visitor_of(asked[0]).has_key) == (1, False, True)


def test_a_key_is_the_same_when_she_enters_again_from_an_old_or_a_new_cookie():
    again = ({"persons": {"val": value}} for value in (12, [12, "nonce", 1], [12, "other", 2]))

    assert len({key_in(session) for session in again}) == 1
    assert key_in({}) == ""


def test_a_key_is_the_same_in_whatever_order_she_opened_her_links_and_whichever_of_several_people_beside():
    own, again = [[3, "proof"], [5, "proof"]], [[5, "proof"], [8, "proof"], [3, "proof"]]

    assert key_in({"links": own}) == key_in({"links": again, "links_of_several": [8]}) != ""
    assert key_in({"links": [[8, "proof"]], "links_of_several": [8]}) == ""


def test_an_address_counts_only_where_the_administrator_named_the_proxy(rf, settings):
    asked = rf.get("/", REMOTE_ADDR="10.0.0.1", headers={"x-forwarded-for": "1.2.3.4, 5.6.7.8"})
    alone = place_of(asked)

    settings.PROXIES = ["10.0.0.1"]
    forged = rf.get("/", REMOTE_ADDR="10.0.0.9", headers={"x-forwarded-for": "5.6.7.8"})
    same = rf.get("/", REMOTE_ADDR="10.0.0.1", headers={"x-forwarded-for": "9.9.9.9, 5.6.7.8"})

    assert (alone, place_of(forged)) == ("", "")
    assert place_of(asked) == place_of(same) != ""
    assert "5.6.7.8" not in place_of(asked)


def test_the_addresses_of_one_household_are_one_place(rf, settings):
    settings.PROXIES = ["10.0.0.1"]

    places = {
        place_of(rf.get("/", REMOTE_ADDR="10.0.0.1", headers={"x-forwarded-for": told}))
        for told in ("2001:db8:1:2::1", "2001:db8:1:2:3:4:5:6", "2001:db8:1:3::1")
    }

    assert len(places) == 2


def network_forwarded(rf, told):
    return place_of(rf.get("/", REMOTE_ADDR="10.0.0.1", headers={"x-forwarded-for": told}))


@pytest.mark.parametrize(
    "told",
    ["::ffff:5.6.7.8", "5.6.7.8:5000", "::ffff:5.6.7.8:5000", "[::ffff:5.6.7.8]:5000", "[::FFFF:506:708]"],
)
def test_an_address_is_one_place_however_the_proxy_writes_it(rf, settings, told):
    settings.PROXIES = ["10.0.0.1"]

    assert network_forwarded(rf, told) == network_forwarded(rf, "5.6.7.8") != ""


@pytest.mark.parametrize("told", ["::ffff:{}", "{}:5000", "::ffff:{}:5000", "[::ffff:{}]:5000"])
def test_two_addresses_are_two_places_however_the_proxy_writes_them(rf, settings, told):
    """They were one, and all who came that way shared one share of the server."""
    settings.PROXIES = ["10.0.0.1"]

    places = {network_forwarded(rf, told.format(address)) for address in ("203.0.113.9", "198.51.100.1")}

    assert len(places - {""}) == 2


@pytest.mark.parametrize("told", ["[2001:db8:1:2::1]:5000", "[2001:db8:1:2::1]"])
def test_the_port_of_a_longer_address_counts_for_nothing(rf, settings, told):
    settings.PROXIES = ["10.0.0.1"]

    assert network_forwarded(rf, told) == network_forwarded(rf, "2001:db8:1:2::9") != ""


@pytest.mark.parametrize("told", ["", "unknown", ":5000", "[]:5000", "[", "]:1", "_hidden:8", "[[::1]]:1"])
def test_what_is_no_address_is_no_place(rf, settings, told):
    settings.PROXIES = ["10.0.0.1"]

    assert network_forwarded(rf, told) == ""


def test_a_place_has_its_bound_where_it_number_in_and_the_whole_has_another():
    bound = Bound("trial", (Limit(LimitScope.EACH, 2), Limit(LimitScope.PLACE, 3), Limit(LimitScope.ALL, 5)))

    for number in range(3):
        bound.count(Visitor(f"{number}", "here"), at=AT)
    here, elsewhere = (bound.wait(Visitor("new", place), at=AT) for place in ("here", ""))
    for number in range(2):
        bound.count(Visitor(f"other {number}"), at=AT)

    assert (here.of, elsewhere) == (LimitScope.PLACE, None)
    assert bound.wait(Visitor("new"), at=AT).of is LimitScope.ALL


def test_the_wait_that_is_told_is_the_true_one():
    bound = Bound("trial", (Limit(LimitScope.EACH, 1),))
    bound.count(Visitor("one"), at=AT)

    told = bound.wait(Visitor("one"), at=AT + datetime.timedelta(minutes=48))

    assert (told.seconds, told.words) == (720, "Réessayez dans 12 minutes.")
    assert bound.wait(Visitor("one"), at=AT + datetime.timedelta(minutes=60)) is None


def test_an_instant_of_a_clock_that_was_ahead_counts_for_nothing():
    bound = Bound("trial", (Limit(LimitScope.EACH, 1),))
    bound.count(Visitor("one"), at=AT + 400 * DAY)

    assert bound.wait(Visitor("one"), at=AT) is None


@pytest.mark.parametrize(
    ("seconds", "words"), [(1, "une minute"), (61, "2 minutes"), (3600, "60 minutes"), (20_000, "6 heures")]
)
def test_a_while_is_said_as_people_say_it_and_never_too_short(seconds, words):
    assert wait_in_words(seconds) == words
