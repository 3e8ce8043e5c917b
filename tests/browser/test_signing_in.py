"""Sign in by a code, by keyboard alone and without JavaScript, and come back to where one was."""

import pytest
from playwright.sync_api import expect

from tests.browser.house import DEMONSTRATION

MALO = "malo.keradec@exemple.example"
WHERE = f"{DEMONSTRATION}needs/"


def code_for(house, email):
    """Read the code as who looks after this house does: no mail leaves it."""
    said = f"SentCode.objects.get(email={email!r}).code"
    return house.ask(f"from palabre.accounts.models import SentCode; print({said})")


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_a_passer_by_signs_in_by_keyboard_and_comes_back(enter, house, script):
    page = enter(java_script_enabled=script)
    page.goto(WHERE)
    page.get_by_role("link", name="Se connecter").press("Enter")
    page.get_by_label("Votre adresse électronique").press_sequentially(MALO)
    page.keyboard.press("Enter")

    page.get_by_label("Les huit lettres du code").wait_for()
    page.get_by_label("Les huit lettres du code").press_sequentially(code_for(house, MALO).lower())
    page.keyboard.press("Enter")

    page.wait_for_url(f"**{WHERE}")
    expect(page.get_by_role("link", name="Se connecter")).to_have_count(0)


def test_who_is_known_here_is_offered_herself_and_may_go_back_on_it(enter, house):
    page = enter("Mamadou Diarra")
    page.goto("/account/sign-in/")
    page.get_by_label("Votre adresse électronique").fill("mamadou.diarra@exemple.example")
    page.keyboard.press("Enter")
    page.get_by_label("Les huit lettres du code").wait_for()
    page.get_by_label("Les huit lettres du code").fill(code_for(house, "mamadou.diarra@exemple.example"))
    page.keyboard.press("Enter")

    page.get_by_role("button", name="Oui, c’est moi").click()
    expect(page.get_by_role("status")).to_contain_text("vous êtes")
    page.get_by_role("button", name="Annuler").click()

    expect(page.get_by_role("button", name="Oui, c’est moi")).to_be_visible()
