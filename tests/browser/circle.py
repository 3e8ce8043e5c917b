"""Who is here: an invented community with everything that its page can show, and the link by which one enters it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import cache

from playwright.sync_api import Page

from tests.browser.house import House

type Reach = Callable[[Page, House], None]

SET_UP = """
from django.utils import timezone
from palabre.groups.models import Group
from palabre.people.access import join_link
from palabre.people.access import keys
from palabre.people.access import links
from palabre.people.duplicates import person_merge
from palabre.people.space_creation import create_space
from palabre.people.models import Affiliation, Audience, Organisation, Person
at = timezone.now()
host = create_space({space!r}, by_name="Odile Tanneguy", at=at)
space, told = host.space, dict(space=host.space, audience=Audience.of_space(host.space))
print(space.get_absolute_url(), keys.address_for(host))
if {full}:
    names = ("Inès Lamour", "Inès Lamour", "I. Courtois", "Malo Riou", "M. Riou", "Inès Courtois")
    people = [Person.objects.create(space=space, name=name) for name in names]
    Person.objects.create(space=space, name="Gérard Vautrin").come(at)
    Person.objects.create(space=space, name="Hugo Ferreira").join(at)
    places = [Organisation.objects.create(name=name, **told) for name in ("Mairie de Brennes", "Atelier du Pré")]
    for person, place in zip(people, places): Affiliation.objects.create(person=person, organisation=place)
    person_merge.merge_pair(people[3], people[4], by=host, at=at)
    group = Group.objects.create(title="Les jardins", **told)
    links.link_to(group, person=people[0], by=host, at=at)
    print(links.link_path(join_link.make_link(space, by=host, at=at)))
"""


ASKED = """
from django.utils import timezone
from palabre.people.duplicates import merge_requests
from palabre.people.access import keys
from palabre.people.models import Person
people = Person.objects.filter(space__slug={slug!r})
host, hugo = people.get(name="Odile Tanneguy"), people.get(name="Hugo Ferreira")
merge_requests.join_or_ask(host, hugo, by=host, at=timezone.now())
print(keys.address_for(hugo))
"""


def a_circle(house: House, *, full: bool = True) -> list[str]:
    """Return the paths of a new space, of its steward's key, and of its join link when it has one."""
    return house.ask(SET_UP.format(space=f"Val {uuid.uuid4().hex[:8]}", full=full)).split()


@cache
def circle_of(house: House, full: bool) -> list[str]:
    """Return the same circle each time, for screens that only look."""
    return a_circle(house, full=full)


def who_is_here(*, full: bool = True, press: str = "") -> Reach:
    """The page as its steward reads it, once she pressed the first button for this address, if any."""

    def reach(page: Page, house: House) -> None:
        space, key, *_door = a_circle(house, full=full) if press else circle_of(house, full)
        page.goto(key)
        page.locator("main form button").click()
        page.goto(f"{space}people/")
        if press:
            page.locator(f"form[action$='{press}'] button, button[formaction$='{press}']").first.click()

    return reach


@cache
def a_circle_to_end(house: House) -> list[str]:
    return a_circle(house, full=False)


def an_ended_space(page: Page, house: House) -> None:
    """What its founder reads of a space that she, alone there, has ended."""
    space, key = a_circle_to_end(house)
    page.goto(key)
    page.locator("main form button").click()
    page.goto(f"{space}people/deletion/")
    if page.locator("main form:not([action])").count():
        page.locator("main form:not([action]) button").click()


def a_link_again(page: Page, house: House) -> None:
    who_is_here()(page, house)
    with page.expect_navigation():
        page.locator("form[action*='/people/links/']:not([action$='/end/']) button").first.click()
    page.goto(page.url)


def a_square(page: Page, house: House) -> None:
    who_is_here()(page, house)
    page.locator("form[action$='/people/keys/'] button").click()


def a_link_just_made(page: Page, house: House) -> None:
    who_is_here()(page, house)
    page.locator("form[action*='/people/links/']:not([action$='/end/']) button").first.click()


def a_namesake(page: Page, house: House, *, press: str = "") -> None:
    the_door(page, house)
    page.locator("[name=who]").fill("Hugo Ferreira")
    page.locator("main form .primary").click()
    if press:
        page.locator(f"main form [name={press}]").click()


def it_is_she(page: Page, house: House) -> None:
    a_namesake(page, house, press="me")


def asked_whether_it_is_she(page: Page, house: House) -> None:
    """Somebody says that two who came are one: the one that would disappear reads the question."""
    space, _key, *_door = circle_of(house, True)
    page.goto(house.ask(ASKED.format(slug=space.split("/")[2])))
    page.locator("main form button").click()
    page.goto(f"{space}you/")


def the_door(page: Page, house: House) -> None:
    page.goto(circle_of(house, True)[2])


def the_door_refused(page: Page, house: House) -> None:
    the_door(page, house)
    page.locator("[name=who]").evaluate("field => field.required = false")
    page.locator("main form .primary").click()


def the_door_closed(page: Page, house: House) -> None:
    page.goto("/opened/1/joining/")
