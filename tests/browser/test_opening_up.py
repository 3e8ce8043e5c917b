"""Two people register for one place, from two phones; the first cancels, the second has the place."""

import pytest
from playwright.sync_api import expect

from tests.browser.opening_up import DEMONSTRATION

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


@pytest.fixture
def announced(enter):
    """A gathering for one person, prepared, dated and announced by its pages alone; the address for everybody."""
    page = enter("Karim Belkacem")
    page.goto(f"{DEMONSTRATION}gatherings/new/")
    page.get_by_label("Comment s’appelle-t-elle").fill("Portes ouvertes")
    page.get_by_role("button", name="La préparer").click()
    page.get_by_role("link", name="Trouver le jour").click()
    page.get_by_label("Quel jour, à quelle heure").fill("samedi prochain de 14 h à 17 h")
    page.get_by_role("button", name="Poser ou chercher le jour").click()
    page.get_by_role("link", name="Mots, lieu et nombre de places").click()
    page.get_by_label("Combien de personnes").fill("1")
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_role("link", name="L’annoncer").click()
    page.get_by_role("button", name="L’annoncer").click()
    expect(page.get_by_text("C’est annoncé")).to_be_visible()
    return page.get_by_role("link", name="La page pour tout le monde").get_attribute("href")


def register(phone, address, name):
    phone.goto(address)
    phone.get_by_label("Votre prénom et votre nom").fill(name)
    phone.get_by_label("Votre adresse électronique").fill(f"{name.lower()}@exemple.example")
    phone.locator("#inscription .primary").tap()


def test_who_cancels_gives_her_place_to_who_waits(enter, announced):
    odile, tarek = enter(**PHONE, java_script_enabled=False), enter(**PHONE)
    register(odile, announced, "Odile")
    expect(odile.get_by_text("vous avez une place")).to_be_visible()
    register(tarek, announced, "Tarek")
    expect(tarek.get_by_text("liste d’attente")).to_be_visible()

    odile.get_by_role("button", name="Je ne viens plus").tap()

    expect(odile.get_by_text("C’est noté")).to_be_visible()
    tarek.reload()
    expect(tarek.get_by_text("vous avez une place")).to_be_visible()
