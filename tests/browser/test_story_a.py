"""An animator opens Palabre for the first time, brings minutes, tells people, opens: every line of the story, in order.

With the keyboard alone, and without JavaScript: test_journeys.py does it with a thumb, and a mouse. The minutes are
invented.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.hands import Keys, Plain
from tests.browser.minutes import TITLE, TWIN, said

ADDRESSES = (
    'À : Bastien Lorrimer <bastien@exemple.fr>, "QUINTARD, Maëlle" <maelle@exemple.fr>; nadege.pelissol@exemple.fr, '
    "i.berthou@exemple.fr"
)


@pytest.fixture(params=[pytest.param(Keys, marks=pytest.mark.long), Plain], ids=["keys", "plain"])
def hand(request, enter):
    return request.param(enter(**request.param.options))


def test_the_first_ten_minutes(hand, house):
    brings_minutes(hand)
    answers_five_questions(hand)
    tells_people(hand)
    reads_a_message(hand)
    opens_to_the_conveners(hand)
    goes_back_on_it(hand)


def brings_minutes(hand):
    """Lines 1 to 5: three doors, one large field, and the space is there at once, for her alone."""
    page = hand.page
    page.goto("/")
    expect(page.get_by_text("Rien n’est publié ni envoyé sans vous.")).to_be_visible()
    hand.press(page.get_by_role("link", name="Donner un compte rendu"))
    hand.write(page.locator("[name=text]"), TWIN)
    hand.write(page.locator("[name=space_name]"), f"Vallées, {type(hand).__name__}")
    hand.write(page.locator("[name=your_name]"), "Odile Tanneguy")
    hand.press(page.get_by_role("button", name="Lire ce texte"))
    expect(page.get_by_text("Personne d’autre ne voit cette page.")).to_be_visible()
    hand.reading = page.url
    assert said(page) == TITLE
    assert plain(page.locator(".lead")) == "8 questions, 8 groupes, 4 réunions, 7 besoins, 8 choses à faire."
    expect(page.get_by_role("link", name="ligne 50").first).to_be_visible()


def answers_five_questions(hand):
    """Lines 6 to 9: one at a time, each with « Plus tard »; whatever she leaves stays in the text."""
    question = hand.page.locator("#question")
    hand.press(question.get_by_role("button", name="Oui", exact=True))
    expect(question).to_contain_text("C’est une seule organisation.")
    hand.press(question.get_by_role("button", name=re.compile("^Mardi 4 avril")))
    for number in (3, 4, 5):
        expect(question).to_contain_text(f"{number} sur 5")
        hand.press(question.get_by_role("button", name="Plus tard"))
    expect(question.get_by_role("button", name="Plus tard")).to_have_count(0)


def tells_people(hand):
    """Lines 10 and 11: it is under way; nine people are named; the addresses of a mail find whose they are."""
    page = hand.page
    hand.press(page.get_by_role("button", name="Oui, c’est en cours"))
    hand.press(page.get_by_role("button", name="En faire des personnes"))
    hand.press(page.get_by_role("link", name="Les prévenir", exact=True))
    expect(page.locator("h1")).to_contain_text("Ce texte nomme 9 personnes")
    hand.write(page.get_by_label("Collez la ligne « À : »"), ADDRESSES)
    hand.press(page.get_by_role("button", name="Reconnaître ces adresses"))
    expect(page.get_by_role("status").first).to_contain_text("4 adresses reconnues. 5 personnes sans adresse")
    hand.press(page.get_by_role("button", name="Les prévenir"))


def reads_a_message(hand):
    """Line 12: she reads the message before it goes; her own mailbox is as good as Palabre's."""
    page = hand.page
    hand.press(page.get_by_role("link", name=re.compile("Bastien")).first)
    expect(page.locator("main")).to_contain_text("Aucun compte à créer")
    letter = plain(page.locator("main"))
    assert "Retirer mon nom" in letter
    assert len(letter.split()) < 400
    own = page.get_by_role("link", name="Envoyer depuis ma messagerie")
    assert own.get_attribute("href").startswith("mailto:bastien@exemple.fr?subject=Bastien")
    page.go_back()


def opens_to_the_conveners(hand):
    """Lines 13 and 14: still not public; the home says what is next and what is looked for."""
    page = hand.page
    page.goto(hand.reading)
    hand.press(page.get_by_role("button", name="Ouvrir aux porteurs"))
    expect(page.get_by_role("link", name="Choisir une date ensemble")).to_be_visible()
    expect(page.get_by_role("link", name="Tout ce qu’on recherche")).to_be_visible()
    assert house_is_closed(page)


def goes_back_on_it(hand):
    """Line 15: as long as nobody else wrote, all of it is undone in one gesture."""
    page = hand.page
    page.goto(hand.reading)
    hand.press(page.get_by_role("button", name="Annuler cette lecture"))
    expect(page.get_by_role("status").first).to_contain_text("C’est annulé")
    expect(page.locator(".slip.group")).to_have_count(0)


def house_is_closed(page) -> bool:
    """A stranger finds nothing at the address of the space."""
    stranger = page.context.browser.new_context()
    answer = stranger.request.get(page.url)
    stranger.close()
    return answer.status == 404


def plain(place) -> str:
    return " ".join(place.inner_text().split())
