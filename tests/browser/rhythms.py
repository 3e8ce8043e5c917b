"""A rhythm that is kept, and the calendars that follow what is planned: how their screens are reached."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.house import DEMONSTRATION, House

SHE = "Linh Nguyen"


def the_form(page: Page, house: House) -> None:
    page.goto(f"{DEMONSTRATION}series/new/")


def refused(page: Page, house: House) -> None:
    keep(page, "bientôt")


def kept(page: Page, house: House) -> None:
    """One rhythm, whatever the number of looks."""
    keep(page, "un mercredi sur deux à 14 h")


def paused(page: Page, house: House) -> None:
    keep(page, "le premier lundi du mois à 18 h")
    if page.locator("form[action$='pause/']").count():
        page.locator("form[action$='pause/'] button").click()


def keep(page: Page, words: str) -> None:
    page.goto(f"{DEMONSTRATION}series/new/")
    page.locator("[name=words]").fill(words)
    page.locator("main form .primary").click()


def calendars(page: Page, house: House) -> None:
    """One address, whatever the number of looks; the others still to be asked for."""
    page.goto(f"{DEMONSTRATION}calendars/")
    asked_for = page.locator("form:has([value=space]) button")
    if asked_for.count():
        asked_for.click()


RHYTHM_SCREENS = {
    "a rhythm to keep": (SHE, the_form),
    "a rhythm that is not understood": (SHE, refused),
    "a rhythm that is kept": (SHE, kept),
    "a rhythm that is paused": (SHE, paused),
    "calendars": (SHE, calendars),
}
