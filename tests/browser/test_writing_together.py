"""Two people write in one page at the same time: both texts are kept, or both are shown."""

import pytest
from playwright.sync_api import expect

from tests.browser.house import DEMONSTRATION

TEXT = "La soupe du samedi.\n\n## Dedans\n\n- des poireaux\n- du sel\n\n## Autour\n\n- trente bols\n"


@pytest.fixture
def two(enter):
    """Karim and Yasmine, who both opened the same page to change it."""
    karim, yasmine = enter("Karim Belkacem"), enter("Yasmine Haddad")
    karim.goto(f"{DEMONSTRATION}pages/new/")
    karim.locator("[name=title]").fill("La soupe")
    karim.locator("[name=text]").fill(TEXT)
    karim.get_by_role("button", name="Créer cette page").click()
    address = karim.url
    for page in (karim, yasmine):
        page.goto(f"{address}text/?plain=1")
    return karim, yasmine


def save(page, before, after):
    text = page.locator("[name=text]")
    text.fill(text.input_value().replace(before, after))
    page.get_by_role("button", name="Enregistrer").click()


def test_what_two_people_write_in_two_places_is_joined(two):
    karim, yasmine = two
    save(karim, "des poireaux", "des poireaux du jardin")

    save(yasmine, "trente bols", "trente-quatre bols")

    body = yasmine.locator(".written-page")
    expect(body).to_contain_text("des poireaux du jardin")
    expect(body).to_contain_text("trente-quatre bols")


def test_what_two_people_write_in_one_place_is_shown_to_the_second_who_sorts_it_out(two):
    karim, yasmine = two
    save(karim, "du sel", "du sel, peu")

    save(yasmine, "du sel", "du gros sel")

    draft = yasmine.locator("[name=text]").input_value()
    expect(yasmine.get_by_role("alert")).to_contain_text("Deux personnes ont écrit au même endroit")
    assert ("du sel, peu" in draft, "du gros sel" in draft) == (True, True)

    yasmine.locator("[name=text]").fill(TEXT.replace("du sel", "du gros sel, peu"))
    yasmine.get_by_role("button", name="Enregistrer").click()

    expect(yasmine.locator(".written-page")).to_contain_text("du gros sel, peu")


def test_an_earlier_text_comes_back(two):
    karim, _yasmine = two
    save(karim, "trente bols", "aucun bol")
    karim.get_by_role("link", name="Versions").click()
    karim.get_by_role("main").get_by_role("link", name="1", exact=False).last.click()

    karim.get_by_role("button", name="Revenir à ce texte").click()

    expect(karim.locator(".written-page")).to_contain_text("trente bols")
