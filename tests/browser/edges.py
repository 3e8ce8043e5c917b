"""The screens that nobody hopes for: refused, broken, not begun, over."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.circle import who_is_here
from tests.browser.convener import a_link
from tests.browser.house import DEMONSTRATION, House

type Reach = Callable[[Page, House], None]

BROKEN = """
from django.template.loader import render_to_string; from django.utils import translation
with translation.override({language!r}): print(render_to_string("web/500.html", {{"language": {language!r}}}))
"""


def not_begun(tail: str) -> Reach:
    """A page of a space in which nothing was said yet, as its only member reads it."""

    def reach(page: Page, house: House) -> None:
        who_is_here(full=False)(page, house)
        page.goto(page.url.removesuffix("people/") + tail)

    return reach


def not_understood(page: Page, house: House) -> None:
    """400: a form of more fields than any of ours."""
    page.goto("/spaces/new/")
    page.locator("main form").evaluate("""form => { for (let n = 0; n < 250; n++) form.append(
        Object.assign(document.createElement("input"), {type: "hidden", name: `more-${n}`, value: "1"})); }""")
    send_as_it_is(page)


def from_elsewhere(page: Page, house: House) -> None:
    """403: a form that another site sends; what was typed is shown."""
    address = f"{house.url}/spaces/new/"
    elsewhere = "http://ailleurs.example/"
    page.route(elsewhere, lambda route: route.fulfill(body="<p>Ailleurs</p>", content_type="text/html"))
    page.goto(elsewhere)
    page.evaluate(
        """address => {
        const form = Object.assign(document.createElement("form"), {method: "post", action: address});
        form.append(Object.assign(document.createElement("input"), {name: "space_name", value: "Les oublis"}));
        document.body.append(form); form.submit(); }""",
        address,
    )
    page.wait_for_url(address)


def refused(page: Page, house: House) -> None:
    """A page without a name: said beside the field, and nothing is lost."""
    page.goto(f"{DEMONSTRATION}pages/new/")
    page.locator("[name=title]").fill("   ")
    page.locator("[name=text]").fill("Tout ce qui est déjà écrit.")
    page.locator("main form button").first.click()


def broken(page: Page, house: House) -> None:
    """500: the page is served as the server would, which nothing breaks on demand."""
    language = "en" if any(one["value"] == "en" for one in page.context.cookies()) else "fr"
    words = house.ask(f"exec({BROKEN.format(language=language)!r})")
    page.route("**/broken/", lambda route: route.fulfill(body=words, content_type="text/html; charset=utf-8"))
    page.goto("/broken/")


def name_taken_away(page: Page, house: House) -> None:
    """The last page of a link: each look takes a new name away."""
    page.goto(a_link(house))
    page.goto(f"{page.url}name/")
    page.locator("form[action$='name/'] button").last.click()


def send_as_it_is(page: Page) -> None:
    with page.expect_navigation():
        page.locator("main form").first.evaluate("form => form.submit()")
