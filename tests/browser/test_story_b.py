"""Story B: a convener answers from her phone, on the tram, without an account."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests import lengths
from tests.browser.convener import a_link
from tests.browser.hands import PHONE


@pytest.fixture
def link(house):
    """Inès's own link, in a community that she alone of this test lives in."""
    return a_link(house)


def home_of(page):
    return re.sub(r"(/opened/\d+/).*", r"\1", page.url)


def press(page, name):
    """Tap with a thumb: the target is large enough for one."""
    target = page.get_by_role("button", name=name).or_(page.get_by_role("link", name=name)).first
    box = target.bounding_box()
    assert box is not None
    assert box["height"] >= 24
    target.tap()


def whole_story(page, link, do):
    """From her mail to « Rien de plus », by whichever way `do` does things."""
    page.goto(f"{link}?answer=share")
    expect(page.locator("main")).to_contain_text("Bonjour Inès.")
    do(page, "Confirmer")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Comment partager les jardins")
    expect(page.locator("main")).to_contain_text("Nadia Ferhat a dit « j’y vais »")
    do(page, "Chercher quelqu’un avec moi")
    page.get_by_label("On recherche une personne pour porter avec Inès").fill("d’une commune rurale")
    do(page, "Publier l’appel")
    expect(page.locator(".done")).to_contain_text("Votre appel est en page d’accueil.")
    do(page, "Revenir à votre question")
    do(page, "2 phrases vous nomment : les lire, les changer")
    page.get_by_label("Phrase 2").fill("Inès est là.")
    page.locator("form.spoken-sentence").nth(1).get_by_role("button", name="Enregistrer").click()
    expect(page.locator(".done")).to_contain_text("C’est enregistré.")
    do(page, "Revenir")
    do(page, "Seulement si l’on m’appelle")
    expect(page.locator(".done")).to_contain_text("C’est noté")


def test_without_javascript(enter, link):
    whole_story(enter(java_script_enabled=False, **PHONE), link, press)


def by_keyboard(page, name):
    target = page.get_by_role("button", name=name).or_(page.get_by_role("link", name=name)).first
    for _tab in range(60):
        page.keyboard.press("Tab")
        if target.evaluate("one => one === document.activeElement"):
            break
    assert target.evaluate("one => one === document.activeElement"), f"{name} is not reached by Tab"
    page.keyboard.press("Enter")


@pytest.mark.long
def test_by_keyboard_alone(enter, link):
    whole_story(enter(), link, by_keyboard)


def test_opening_the_link_of_a_message_does_nothing_though_a_filter_opens_it_many_times(enter, link):
    for _time in range(lengths.often(10)):
        page = enter()
        page.goto(f"{link}?answer=no")

    page.goto(home_of(page))

    expect(page.get_by_role("button", name="Oui, je la porte")).to_be_visible()


def test_the_token_stays_in_no_address_and_no_history(enter, link):
    page = enter()

    page.goto(f"{link}?answer=share")

    token = link.split("/")[2]
    assert token not in page.url
    assert token not in page.content()
    assert "/opened/" in page.url


def test_the_network_is_lost_while_she_answers_and_sending_again_is_harmless(enter, link):
    page = enter(**PHONE)
    page.goto(f"{link}?answer=share")
    page.context.set_offline(True)
    with page.expect_event("requestfailed"):
        page.get_by_role("button", name="Confirmer").tap(no_wait_after=True)
    page.context.set_offline(False)

    page.go_back()
    press(page, "Confirmer")
    press(page, "Changer")
    press(page, "Je voudrais la porter à plusieurs")

    expect(page.locator(".done")).to_contain_text("Votre réponse : Je voudrais la porter à plusieurs")


def test_a_forwarded_link_says_whose_it_is_and_lets_go(enter, link):
    page = enter(**PHONE)
    page.goto(link)

    press(page, "Ce n’est pas moi")

    expect(page.get_by_role("heading", level=1)).to_contain_text("Le lien est oublié sur cet appareil.")
    page.go_back()
    page.reload()
    expect(page.locator("main")).to_contain_text("n’a pas encore ouvert")


def test_a_link_cut_by_a_mail_program_says_how_to_open_it_whole(enter, link):
    page = enter()

    page.goto(link[:-6])

    expect(page.locator("main")).to_contain_text("Ce lien est incomplet")


@pytest.mark.long
def test_her_name_goes_from_her_phone(enter, link):
    page = enter(**PHONE)
    page.goto(f"{link}?answer=remove")

    press(page, "Retirer mon nom maintenant")

    expect(page.locator("main")).to_contain_text("Votre nom a quitté les textes, leur historique et les listes")
    expect(page.locator("body")).not_to_contain_text("Inès")
