"""What an importer meets: the questions, the lines, who is to be told, the messages."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from playwright.sync_api import Page

from palabre.web.middleware import LANGUAGE_COOKIE
from tests.browser.house import House
from tests.browser.minutes import TWIN, give

type Reach = Callable[[Page, House], None]


def walked_once(reach: Reach) -> Reach:
    """Walk there once for each house, then come back to that address as the same visitor, in any language."""
    been: dict[House, tuple[str, list[dict[str, object]]]] = {}

    @wraps(reach)
    def come(page: Page, house: House) -> None:
        if house in been:
            address, cookies = been[house]
            page.context.add_cookies(cookies)  # type: ignore[arg-type]
            page.goto(address)
            return
        reach(page, house)
        cookies = [{**one} for one in page.context.cookies() if one.get("name") != LANGUAGE_COOKIE]
        been[house] = page.url, cookies

    return come


def a_day_to_choose(page: Page, house: House) -> None:
    give(page, TWIN)
    put_off(page)
    page.locator("#question summary").first.click()


def a_question_of_rank(rank: int) -> Reach:
    """Each of the questions that follow: another kind of doubt, its answers open."""

    def reach(page: Page, house: House) -> None:
        give(page, TWIN)
        for _number in range(rank):
            put_off(page)

    return reach


def all_answered(page: Page, house: House) -> None:
    give(page, TWIN)
    for _number in range(5):
        put_off(page)


def opened_minutes(page: Page, house: House) -> None:
    give(page, TWIN)
    address = page.url
    page.locator("form[action$='opening/'] button").click()
    page.goto(address)


def lines_to_settle(page: Page, house: House) -> None:
    give(page, TWIN)
    page.locator("a[href$='/lines/']").first.click()
    page.locator("#l69 + .gap + .understood button").first.click()


def put_off(page: Page) -> None:
    """Say « plus tard » to the question, and wait for the next one."""
    before = page.locator("#question").inner_text()
    page.locator("#question button[value=later]").click()
    page.wait_for_function(
        "before => ![before, undefined].includes(document.querySelector('#question')?.innerText)", arg=before
    )


def people_to_tell(page: Page, house: House) -> None:
    give(page, TWIN)
    say_it_is_under_way(page)
    say_who_was_there(page)
    page.goto(f"{page.url.partition('#')[0]}people/")


def say_it_is_under_way(page: Page) -> None:
    """Answer « Est-ce toujours vrai ? » of old minutes, and wait until it is noted."""
    page.locator("#toujours-vrai button[value=yes]").click()
    page.locator("#toujours-vrai").wait_for(state="detached")


def say_who_was_there(page: Page) -> None:
    """Say that the list of who was there is right, and wait until it is noted."""
    page.locator("#qui button:not([name])").click()
    page.locator("#qui details").wait_for()


def a_line_that_was_read(page: Page, house: House) -> None:
    """Two addresses are known, one is nobody's yet, one is cut."""
    people_to_tell(page, house)
    page.locator("[name=line]").fill("Yann Corbeval <yc@irtav.example>, secretariat@vieilleroche.example")
    page.locator("[name^=address-]").first.fill("coupée@")
    page.locator("[name=read]").click()
    page.locator("[role=status]").first.wait_for()


@walked_once
def outbox(page: Page, house: House) -> None:
    people_to_tell(page, house)
    page.locator("[name=tell]").click()
    page.locator("[role=status]").first.wait_for()


def letters_copied(page: Page, house: House) -> None:
    outbox.__wrapped__(page, house)  # type: ignore[attr-defined]
    page.locator("button[formaction$='copies/']").click()
    page.locator("#messages-text").wait_for()


def a_letter(page: Page, house: House, number: int = 0) -> None:
    outbox(page, house)
    page.locator("main .list a").nth(number).click()
    page.locator(".channels").wait_for()


def a_letter_given(page: Page, house: House) -> None:
    """Not the letter that other screens look at: this one says afterwards that it was given."""
    a_letter(page, house, number=2)
    page.locator("form[action$='giving/'] button").first.click()


def a_letter_with_its_link(page: Page, house: House) -> None:
    a_letter(page, house, number=1)
    page.locator("form[action*='/link/'] button").first.click()


def words_of_a_letter(page: Page, house: House) -> None:
    a_letter(page, house)
    page.goto(f"{page.url}words/")
