"""« Les prévenir » : from the minutes to messages that are ready, on a phone, by keyboard, and without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.importing import say_it_is_under_way, say_who_was_there
from tests.browser.minutes import give

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
LINE = "Yann Corbeval <yc@irtav.example>; 'LORRIMER, Bastien' <bl@relais.example>, secretariat@vieilleroche.example"
BOXES = """all => all.map(one => one.getBoundingClientRect())
    .map(box => [box.top, box.width, box.height].map(Math.round))"""
SIDEWAYS = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"


def named_people(page):
    """Give the minutes, then go to the people whom they name."""
    give(page)
    say_it_is_under_way(page)
    say_who_was_there(page)
    page.goto(f"{page.url.partition('#')[0]}people/")


def words(locator):
    return " ".join(locator.inner_text().split())


@pytest.mark.parametrize(
    "options", [pytest.param(PHONE, marks=pytest.mark.long), {"java_script_enabled": False}], ids=["phone", "plain"]
)
def test_from_a_pasted_line_to_messages_that_wait(enter, options):
    page = enter(**options)
    named_people(page)
    assert words(page.locator("h1")) == "Ce texte nomme 9 personnes"

    page.get_by_label(re.compile("Collez la ligne")).fill(LINE)
    page.get_by_role("button", name="Reconnaître ces adresses").click()
    assert words(page.get_by_role("status").first) == "2 adresses reconnues. 7 personnes sans adresse."
    page.get_by_label(re.compile("secretariat@vieilleroche")).select_option(label="Maëlle Quintard")
    page.get_by_role("button", name="Les prévenir").click()

    assert words(page.get_by_role("status").first) == "9 messages sont prêts. Rien n’est parti."
    assert page.evaluate(SIDEWAYS) is False


@pytest.mark.long
def test_what_was_typed_is_there_whichever_button_is_pressed(enter):
    page = enter()
    named_people(page)
    page.get_by_label("Adresse pour Clarisse").fill("clarisse@")
    page.get_by_label("Adresse pour Rémi Castagnac").fill("remi@cd96.example")

    page.get_by_role("button", name="Les prévenir").click()

    expect(page.get_by_label("Adresse pour Clarisse")).to_have_value("clarisse@")
    expect(page.get_by_label("Adresse pour Rémi Castagnac")).to_have_value("remi@cd96.example")
    expect(page.get_by_text("Cette adresse est incomplète.")).to_be_visible()


def test_a_message_is_read_changed_and_sent_from_ones_own_mailbox(enter):
    page = enter(java_script_enabled=False)
    named_people(page)
    page.get_by_label("Adresse pour Maëlle Quintard").fill("maelle@vieilleroche.example")
    page.get_by_role("button", name="Les prévenir").click()
    page.get_by_role("link", name="Maëlle Quintard").click()

    page.get_by_role("link", name="Changer les mots").click()
    page.get_by_label("Objet").fill("Maëlle, une question")
    page.get_by_role("button", name="Garder ces mots").click()
    opened = page.get_by_role("link", name="Envoyer depuis ma messagerie").get_attribute("href")
    page.get_by_role("button", name="Je l’ai envoyé").click()

    assert opened.startswith("mailto:maelle@vieilleroche.example?subject=Ma%C3%ABlle%2C%20une%20question&body=Bonjour")
    expect(page.get_by_text("Maëlle Quintard")).to_be_visible()  # the next message is shown, and says that hers left
    page.get_by_role("button", name="Annuler").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Maëlle, une question")
    expect(page.get_by_role("button", name="Je l’ai envoyé")).to_be_visible()


@pytest.mark.long
def test_ways_of_one_size_stand_on_one_line(enter):
    page = enter(viewport={"width": 1280, "height": 900})
    named_people(page)
    page.get_by_role("button", name="Les prévenir").click()
    page.get_by_role("link", name="Maëlle Quintard").click()

    expect(page.get_by_role("button", name="Copier un lien")).to_be_visible()
    expect(page.get_by_role("button", name="Envoyer par Palabre")).to_have_count(0)  # no mail leaves here
    boxes = page.locator(".channels .button").evaluate_all(BOXES)

    assert len(boxes) == 2
    assert boxes[0] == boxes[1]


@pytest.mark.long
def test_a_link_is_shown_to_be_given_and_is_in_no_address(enter):
    page = enter()
    named_people(page)
    page.get_by_role("button", name="Les prévenir").click()
    page.get_by_role("link", name="Clarisse").click()

    page.get_by_role("button", name="Copier un lien").click()

    link = page.get_by_role("textbox", name="Lien pour Clarisse seulement").input_value()
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/links/\d+-[0-9a-f]{32}/", link)
    assert "links" not in page.url


def test_everything_is_done_by_keyboard(enter):
    page = enter()
    named_people(page)
    page.get_by_label(re.compile("Collez la ligne")).focus()
    page.keyboard.type("Yann Corbeval <yc@irtav.example>")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Adresse pour Yann Corbeval")).to_have_value("yc@irtav.example")
    page.get_by_label("Adresse pour Yann Corbeval").focus()
    page.keyboard.press("Enter")  # in a field, it keeps what was typed and sends nothing

    expect(page).to_have_url(re.compile(r"/people/$"))
    expect(page.get_by_role("button", name="Les prévenir")).to_be_visible()
