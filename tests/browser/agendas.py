"""The screens of one point of an agenda."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.house import House

SHE, POINT = "Linh Nguyen", "Qui garde la clé du four ?"


def a_point(page: Page, house: House) -> None:
    """A point that she proposed, whatever the number of looks: the same words again are the same point."""
    (address,) = house.paths_of(("meetings.Meeting", {"minutes": None, "on__isnull": False}))
    page.goto(f"{address}agenda/")
    page.locator("[name=text]").fill(POINT)
    page.locator("main form .primary").click()
    page.locator("li[id^=point-]", has_text=POINT).locator("a[href*='/agenda/']").click()


def a_point_refused(page: Page, house: House) -> None:
    a_point(page, house)
    page.locator("[name=minutes]").fill("longtemps")
    page.locator("main form .primary").click()


AGENDA_SCREENS: dict[str, tuple[str, Callable[[Page, House], None]]] = {
    "a point of an agenda": (SHE, a_point),
    "a point of an agenda, refused": (SHE, a_point_refused),
}
