"""The dots of a day by taps alone, at 360 pixels: a host ticks and opens them, phones put some, all read the result."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.axe import overflow
from tests.browser.hands import PHONE
from tests.browser.journeys_of_questions import begin
from tests.browser.walker import Walker

CODE = re.compile(r"code ([A-Z]{4} [A-Z]{4})")
QUESTIONS = {"4": "Plus de car le mercredi ?", "7": "Qui répare ?", "12": "Qui veille l’été ?"}
RESULT = {"4": ["1", "0"], "7": ["1", "0"], "12": ["4", "0"]}  # dots on phones, people who go on
OTHERS = 3  # phones beside the two that are driven: five people are needed for a result


@pytest.fixture
def hall(enter, new_house):
    """Return a house, and a host on a phone in a space where nothing is yet."""
    host = Walker(enter(at="", base_url=new_house.url, **PHONE))
    begin(host, f"{new_house.url}/", "Pays de Brennes")
    return new_house, host


def test_a_host_opens_dots_phones_put_some_and_everybody_reads_the_result(hall, enter):
    house, host = hall
    code = prepare(host)
    open_them(host)
    phones = [come(enter, house, code) for _nth in range(2)]

    put_on(phones[0], "12", "4")
    put_by_number(phones[1], "12")
    take_back(phones[1], "12")
    put_by_number(phones[1], "7")
    for _nth in range(OTHERS):
        put_by_number(come(enter, house, code), "12")
    type_cards(host)
    close_them(host)

    for one in phones:
        to_the_forum(one)
        one.press("Le résultat des gommettes")
        assert rows(one.page) == RESULT
    to_the_forum(host)
    close_the_day(host)
    assert rows(host.page) == RESULT
    host.reads("Moins de cinq cartes de papier")


def prepare(host):
    host.press("Préparer un forum")
    host.write("La question qui vous réunit", "Comment rester bien servis loin du bourg ?")
    host.write("Quand ?", "aujourd’hui à 9 h")
    expect(host.page.get_by_label("Combien de gommettes par personne")).to_be_hidden()
    host.page.get_by_label("Des gommettes à la fin").check()
    expect(host.page.get_by_label("Combien de gommettes par personne")).to_have_value("5")
    host.press("Préparer ce forum")
    host.press("Copier le mur")
    for number, question in QUESTIONS.items():
        host.write("Feuille, heure, lieu", f"{number} {question}")
        host.send("Copier")
        host.reads(f"{number}. {question}")
    to_the_forum(host)
    expect(host.page.locator("main")).to_contain_text(CODE)
    return CODE.search(host.page.inner_text("main"))[1]


def open_them(host):
    host.press("Ouvrir les gommettes")
    host.write("Jusqu’à quelle heure", "16 h 40")
    host.press("Ouvrir les gommettes")
    host.reads("Les gommettes sont ouvertes", "jusqu’à 16 h 40")


def come(enter, house, code):
    phone = Walker(enter(at="", base_url=house.url, **PHONE))
    phone.open(f"{house.url}/forum/")
    phone.write("Les huit lettres", code)
    phone.press("Entrer")
    phone.press("Poser mes gommettes")
    phone.reads("Il vous reste 5 gommettes.", "Elles ne portent aucun nom.")
    assert [*overflow(phone.page, 320, 360)] == []
    return phone


def put_on(phone, *numbers):
    for left, number in enumerate(numbers, start=1):
        phone.page.locator(f"#q{number} button").tap()
        phone.reads(f"Une gommette sur la {number}.", f"Il vous reste {5 - left} gommettes.")


def put_by_number(phone, number):
    phone.write("Le numéro d’une question", number)
    phone.page.keyboard.press("Enter")
    phone.reads(f"Une gommette sur la {number}.")


def take_back(phone, number):
    phone.page.locator(f"#q{number} button").tap()
    phone.reads(f"Reprise de la {number}.", "Il vous reste 5 gommettes.")


def type_cards(host):
    host.press("Taper les cartes de gommettes")
    host.write("Les numéros d’une carte", "12 7 7")
    host.send("Recopier cette carte")
    host.reads("Le numéro 7 y est deux fois.")
    host.write("Les numéros d’une carte", "12 7")
    host.send("Recopier cette carte")
    host.reads("La carte 12 7 est recopiée.")
    host.press("Annuler")
    host.reads("La carte est reprise.")


def close_them(host):
    host.press("Fermer les gommettes")
    host.reads("C’est sans retour")
    host.press("Fermer et compter")
    host.reads("Les gommettes sont fermées et comptées.", "5 personnes ont posé des gommettes")


def close_the_day(host):
    host.press("Fermer la journée")
    host.press("Fermer la journée")
    host.reads("La journée est fermée.")


def to_the_forum(walker):
    walker.tap(walker.page.locator(".trail a").filter(has_text="Forum"))


def rows(page):
    """Return the cells of each question, by its number."""
    expect(page.locator("table.result")).to_be_visible()
    found = page.locator("table.result tbody tr").all()
    said = {one.locator("th").inner_text().partition(".")[0]: one.locator("td").all_inner_texts() for one in found}
    return {number: said[number] for number in sorted(said, key=int)}
