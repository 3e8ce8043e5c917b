"""Two people are called; one answers from her phone, the other sends news; the day moves, and it is off in the end."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.calls import a_meeting, come_in
from tests.browser.hands import PHONE

SIDEWAYS = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"


def call_both(odile, meeting):
    """By hand, since no mail server is there: the link of each is copied, and said to be passed on."""
    odile.goto(meeting)
    odile.get_by_role("link", name="Appeler des personnes").click()
    odile.get_by_role("button", name="Préparer les messages").click()
    expect(odile.get_by_role("status").first).to_contain_text("2 messages sont prêts.")
    expect(odile.locator(".preview")).to_contain_text("(son lien : j’y vais)")
    return [given(odile, meeting, name) for name in ("Inès Carvalho", "Malo Riou")]


def given(odile, meeting, name):
    """Copy the link of one message, and say that it was given."""
    odile.goto(f"{meeting}calling/")
    odile.get_by_role("link", name=name).first.click()
    odile.get_by_role("button", name="Copier un lien").click()
    link = odile.get_by_role("textbox", name=f"Lien pour {name} seulement").input_value()
    odile.get_by_role("button", name="J’ai donné le lien").click()
    return link


def answer(phone, link, answer):
    phone.goto(f"{link}?answer={answer}")
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Bonjour")
    assert phone.evaluate(SIDEWAYS) is False


def send_news(page, link, words):
    page.goto(f"{link}?answer=news")
    page.get_by_label("Vos nouvelles").fill(words)
    page.get_by_role("button", name="Envoyer ces nouvelles").click()


def test_two_are_called_answer_without_account_and_are_told_of_what_changes(enter, house):
    meeting, key, _link = a_meeting(house)
    odile, ines, malo = enter(), enter(**PHONE), enter(java_script_enabled=False)
    come_in(odile, key)
    links = call_both(odile, meeting)
    answer(ines, links[0], "coming")
    ines.get_by_role("button", name="Confirmer").tap()
    expect(ines.locator("main")).to_contain_text("Votre réponse : J’y vais")
    send_news(malo, links[1], "Le minibus est réparé.")
    odile.goto(meeting)
    expect(odile.locator("main")).to_contain_text("Le minibus est réparé.")

    odile.get_by_role("link", name="Changer le jour ou le lieu").click()
    odile.get_by_label("Quel jour").fill("jeudi 4 mars 2027 à 18 h, à la mairie")
    odile.get_by_role("button", name="Changer cette réunion").click()
    odile.get_by_role("button", name="Prévenir les personnes appelées").click()
    expect(odile.locator(".preview")).to_contain_text("Jeudi 4 mars 2027, 18 h")
    for name in ("Inès Carvalho", "Malo Riou"):
        given(odile, meeting, name)
    ines.goto(links[0])
    expect(ines.locator("main")).to_contain_text(re.compile("Jeudi 4 mars 2027, 18.h"))

    odile.goto(f"{meeting}change/")
    odile.get_by_role("button", name="Elle n’aura pas lieu").click()
    odile.get_by_role("button", name="Prévenir les personnes appelées").click()
    expect(odile.locator(".preview")).to_contain_text("n’aura pas lieu")
    ines.goto(f"{links[0]}?answer=fine")
    expect(ines.locator("main")).to_contain_text("Cette réunion n’aura pas lieu.")
    expect(ines.get_by_role("button", name="Confirmer")).to_have_count(0)
