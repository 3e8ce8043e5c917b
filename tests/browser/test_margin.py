"""While minutes are written live, the margin asks « Un besoin ? »; a yes makes it, « Annuler » takes it back."""

import pytest
from playwright.sync_api import expect

from tests.browser.house import DEMONSTRATION
from tests.browser.writing import begin, live

TEXT = "24 novembre 2026\n\nPrésents : Karim Belkacem, Yasmine Haddad\n\nUn tour de table.\n"
NEED = "Il nous faut deux vidéoprojecteurs avant le 9"


@pytest.fixture
def karim(enter):
    page = enter("Karim Belkacem")
    live(page, begin(page, "Réunion des porteurs", TEXT))
    page.locator(".cm-content").focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(f"\n{NEED}")
    return page


def asked(page):
    return page.locator(".pad-margin [data-line]", has_text="Un besoin")


def test_a_need_that_is_typed_is_asked_and_a_yes_puts_it_among_the_needs(karim):
    asked(karim).get_by_role("button", name="Oui").click()

    expect(karim.locator(".pad-margin [data-line]", has_text="noté comme un besoin")).to_be_visible()
    karim.goto(f"{DEMONSTRATION}needs/")
    expect(karim.get_by_role("link", name=NEED, exact=True)).to_be_visible()


def test_what_was_made_is_taken_back_where_it_was_asked(karim):
    asked(karim).get_by_role("button", name="Oui").click()

    karim.locator(".pad-margin [data-line]", has_text="noté comme un besoin").get_by_role(
        "button", name="Annuler"
    ).click()

    expect(asked(karim)).to_be_visible()


@pytest.mark.long
def test_a_no_is_not_asked_again_when_the_page_is_opened_again(karim):
    asked(karim).get_by_role("button", name="Non").click()
    expect(asked(karim)).to_have_count(0)

    live(karim, karim.url)

    expect(karim.locator(".pad-margin [data-line]", has_text="Une personne")).not_to_have_count(0)
    expect(asked(karim)).to_have_count(0)
