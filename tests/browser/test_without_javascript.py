"""Without JavaScript, everything reads and posts."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.house import DEMONSTRATION
from tests.browser.minutes import TITLE, give, said

TO_TAKE = ("groups.Action", {"owner": None, "is_done": False})


@pytest.fixture
def plain(enter):
    return lambda name="": enter(name, java_script_enabled=False)


def test_minutes_are_given_and_opened(plain):
    page = plain()
    give(page)
    assert said(page) == TITLE

    page.get_by_role("button", name="Ouvrir aux porteurs").click()

    expect(page.locator(".slip.group li")).to_have_count(4)


def test_a_page_is_begun_looked_at_and_saved(plain):
    page = plain("Théo Lacaze")
    page.goto(f"{DEMONSTRATION}pages/new/")
    page.locator("[name=title]").fill("Les 64 outils")
    page.locator("[name=text]").fill("Une **perceuse**, enfin.")

    page.get_by_role("button", name="Voir ce que cela donne").click()
    expect(page.locator(".preview strong")).to_have_text("perceuse")
    page.get_by_role("button", name="Créer cette page").click()

    expect(page.locator(".written-page strong")).to_have_text("perceuse")


def test_an_action_is_taken_on_and_given_back(plain, house):
    page = plain("Gaël Le Bihan")
    page.goto(house.paths_of(TO_TAKE)[0])

    page.get_by_role("button", name="Je m’en charge").click()
    page.get_by_role("button", name="Annuler").click()

    expect(page.get_by_role("button", name="Je m’en charge")).to_be_visible()


def test_the_language_changes_where_one_is(plain):
    page = plain()
    page.goto(f"{DEMONSTRATION}needs/")

    page.locator("footer").get_by_text("English").click()

    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert urlsplit(page.url).path == f"{DEMONSTRATION}needs/"
