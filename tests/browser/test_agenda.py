"""An agenda is prepared, and a proposal adopted, by keyboard alone and without JavaScript."""

import re

from playwright.sync_api import expect

from tests.browser.house import DEMONSTRATION

STEPS = 90


def press(page, words):
    """Reach the control of these words with Tab, from where the focus is, and press Enter."""
    for _step in range(STEPS):
        page.keyboard.press("Tab")
        if " ".join(page.evaluate("document.activeElement?.innerText ?? ''").split()) == words:
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
    raise AssertionError(f"Tab does not reach “{words}”")


def points(page):
    return [" ".join(text.split()) for text in page.locator(".numbered > li > p:first-child").all_inner_texts()]


def a_day_of_their_own(page, day):
    page.goto(f"{DEMONSTRATION}meetings/new/")
    page.locator("[name=words]").fill(f"{day} à 14 h, à la mairie")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/date/"))
    page.goto(page.url.replace("/date/", "/agenda/"))


def test_an_agenda_is_prepared_by_keyboard_without_a_script(enter):
    page = enter("Karim Belkacem", java_script_enabled=False)
    a_day_of_their_own(page, "mardi 6 avril 2027")

    press(page, "Commencer cet ordre du jour")
    first, second = points(page)[:2]
    press(page, f"Descendre : {first}")
    assert points(page)[:2] == [second, first]
    press(page, f"La prochaine fois : {second}")

    assert second not in points(page)
    expect(page.get_by_role("status")).to_contain_text("revient de lui-même")
    press(page, "Annuler")
    assert points(page)[:2] == [second, first]


def test_a_proposal_is_adopted_once_its_objection_is_lifted(enter):
    page = enter("Karim Belkacem", java_script_enabled=False)
    page.goto(f"{DEMONSTRATION}decisions/new/")
    page.locator("[name=text]").fill("Le four sert aussi le jeudi, jusqu’en juin.")
    press(page, "La proposer")
    page.locator("[name=reason]").fill("Personne n’a la clé le jeudi.")
    press(page, "Faire cette objection")

    press(page, "Adopter")
    expect(page.get_by_role("alert")).to_contain_text("Une objection tient")
    press(page, "Elle est levée : Personne n’a la clé le jeudi.")
    press(page, "Adopter")

    expect(page.get_by_role("status").first).to_contain_text("La proposition est adoptée")
    expect(page.locator(".lead")).to_contain_text("Adoptée")
