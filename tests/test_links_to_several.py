"""Links that many hold at once: each holder is a visitor of their own, and one who gives many names stops alone.

Who drops every cookie is a new visitor each time, as a passer-by is: then the link itself has its bound.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from palabre.accounts import sign_in_codes
from palabre.accounts.tests.browsers import ask
from palabre.groups.links.share_sheet import create_share_link
from palabre.people import guests
from palabre.people.access.join_link import make_link
from palabre.people.access.links import link_path, link_to
from palabre.people.models import Link, Person
from palabre.serving.request_priority import asker_of
from palabre.upkeep.models import Attempt
from palabre.upkeep.rate_limits import Bound, Limit, LimitScope
from palabre.web.visitor_cookie import NAME, visitor_in, visitor_of
from tests.builders import a_gathering, a_group, a_meeting, a_member, a_person, a_poll, a_role_call, a_space

pytestmark = pytest.mark.django_db
KINDS = ("space", "poll", "meeting", "group", "call", "gathering")
HALL, MOST = 25, 20


@pytest.fixture
def ines() -> Person:
    return a_member(a_space(), "Inès Courtois")


@pytest.fixture(params=KINDS)
def link(request: Any, ines: Person) -> Link:
    return link_of(request.param, ines)


def link_of(kind: str, ines: Person) -> Link:
    space = ines.space
    if kind == "space":
        return make_link(space, by=ines, at=timezone.now())
    things: dict[str, Any] = {
        "poll": a_poll,
        "meeting": a_meeting,
        "group": lambda place: a_group(place, convened_by=(ines,)),
        "call": a_role_call,
        "gathering": a_gathering,
    }
    return create_share_link(things[kind](space), by=ines, at=timezone.now())


def gives(browser: Client, link: Link, number: int) -> int:
    """Open the link and give a name there; return the status."""
    page = browser.get(link_path(link), follow=True)
    letters = f"{chr(97 + number // 26)}{chr(97 + number % 26)}"
    said = {"who": f"Personne Nouvelle{letters}", "form_token": f"t{number}"}
    said |= {"guest_name": f"Le groupe {letters}", "card_form_token": f"c{number}"}
    poll = page.context.get("poll")
    said |= {f"date-{one.pk}": "yes" for one in poll.options.all()} if poll is not None else {}
    return browser.post(page.redirect_chain[-1][0], said).status_code


def without_her_name(browser: Client) -> Client:
    """Drop what tells who she is and which links she holds; keep the cookie of the visitor."""
    browser.cookies.pop("palabre", None)
    return browser


def passers(link: Link) -> Iterator[Client]:
    """Browsers that opened this link, each for the first time."""
    for _one in range(HALL):
        browser = Client()
        browser.get(link_path(link), follow=True)
        yield browser


def test_more_people_than_one_may_give_names_come_by_one_link(link):
    answers = [gives(Client(), link, number) for number in range(HALL)]

    assert answers == [302] * HALL


def test_one_browser_that_gives_many_names_is_refused_and_nobody_else(link):
    browser = Client()

    answers = [gives(without_her_name(browser), link, number) for number in range(HALL)]

    assert answers == [302] * MOST + [429] * (HALL - MOST)
    assert gives(Client(), link, HALL) == 302


def test_who_drops_every_cookie_is_stopped_by_the_bound_of_the_link(link, ines, monkeypatch):
    few = Bound(guests.OF_A_LINK.what, (Limit(LimitScope.EACH, MOST), Limit(LimitScope.SCOPE, 3)))
    monkeypatch.setattr(guests, "OF_A_LINK", few)

    answers = [gives(Client(), link, number) for number in range(5)]

    assert answers == [302] * 3 + [429] * 2
    other = link_of("group" if link.thing_kind != "groups.group" else "meeting", ines)
    assert gives(Client(), other, 5) == 302


def test_holders_of_one_link_are_as_many_visitors_and_their_own_links_count(ines):
    browsers = [*passers(link_of("meeting", ines))]
    asked = [one.get("/room/").wsgi_request for one in browsers]

    visitors = {visitor_of(one) for one in asked}

    assert len(visitors) == HALL
    assert not any(one.has_key or not one.number for one in visitors)
    own = link_to(a_meeting(ines.space), person=a_person(ines.space), by=ines, at=timezone.now())
    for browser in browsers:
        browser.get(link_path(own), follow=True)
    hers = {visitor_of(one.get("/room/").wsgi_request) for one in browsers}
    assert (len(hers), [one.has_key for one in hers]) == (1, [True])


def test_their_websockets_and_their_turns_count_as_those_of_who_holds_no_link(ines):
    browser = next(passers(link_of("poll", ines)))
    sent = "; ".join(f"{name}={one.value}" for name, one in browser.cookies.items())

    visitor, alone = visitor_in(sent), f"{NAME}={browser.cookies[NAME].value}"

    assert (visitor.has_key, visitor.number != "") == (False, True)
    assert visitor == visitor_in(alone)
    assert asker_of("GET", "/", sent) == asker_of("GET", "/", alone)


def test_each_of_them_asks_for_a_first_code_within_the_bound_of_all(ines):
    answers = [
        ask(one, f"personne{number}@exemple.example").status_code
        for number, one in enumerate(passers(link_of("space", ines)))
    ]

    assert answers == [302] * HALL
    assert Attempt.objects.filter(what=sign_in_codes.FIRST.what).count() == HALL


def test_one_of_them_who_asks_for_many_first_codes_waits_alone(ines):
    link = link_of("space", ines)
    flooding, other = passers(link), passers(link)
    browser = next(flooding)

    answers = [ask(browser, f"personne{number}@exemple.example").status_code for number in range(12)]

    assert (answers, ask(next(other), "zoe@exemple.example").status_code) == ([302] * 10 + [429] * 2, 302)


def test_one_of_them_who_types_wrong_codes_waits_alone(ines):
    link = link_of("group", ines)
    browsers = passers(link)
    wrong, other = next(browsers), next(browsers)

    answers = [wrong.post("/room/", {"code": "ZZZZZZ"}).status_code for _time in range(14)]

    assert answers == [404] * 12 + [429] * 2
    assert other.post("/room/", {"code": "ZZZZZZ"}).status_code == 404
