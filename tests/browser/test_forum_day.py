"""A forum of a dozen people without a phone: one helper prepares it, and enters it the next day, until groups begin."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import ALL, AXE_AT_HAND, FLAT, load_axe, overflow, violations
from tests.browser.hands import PHONE
from tests.browser.journeys_of_questions import begin
from tests.browser.walker import Walker

DESK = {"viewport": {"width": 1280, "height": 900}, "java_script_enabled": False}
SCREENS = [
    "",
    "wall/",
    "copy/",
    "sheets/12/",
    "sheets/12/report/",
    "who-goes-on/",
    "closing/",
    "proposal/",
    "day/",
    "kit/",
    "projector/",
]
MOST_KEYS = 8  # of a position on the wall, Enter included
THE_DAY_AFTER = """
import datetime
from palabre.questions.models import Forum
Forum.objects.update(held_on=timezone.localdate() - datetime.timedelta(days=1))
"""
SHEETS = {
    "3": "Qui aide à remplir les papiers ?",
    "4": "Comment aller chez le médecin sans voiture ?",
    "5": "Les salles sont fermées quand on est libres.",
    "9": "Ma mère attend que je sois en congé",
    "11": "Pourquoi pas les légumes du canton ?",
    "12": "Qui passe voir les gens seuls l’été ?",
}
POSITIONS = ("4 1 A", "11 1 C", "5 1 D", "9 2 A", "12 2 B", "3 3 B")
GOING_ON = (
    ("3", "Inès", True),
    ("3", "Marie-Jo", True),
    ("3", "Fatoumata", False),
    ("4", "Nadège", True),
    ("4", "Gérard", False),
    ("9", "Bernadette", False),
    ("9", "Youssef", True),
    ("11", "Hugo", True),
    ("11", "Pascal", False),
    ("11", "Solène", False),
    ("12", "Éloi", True),
    ("12", "Bernadette", False),
)


@pytest.fixture
def helper(enter, new_house):
    """The one helper, at a desk, without JavaScript, in a space where nothing is yet."""
    walker = Walker(enter(at="", base_url=new_house.url, **DESK))
    begin(walker, f"{new_house.url}/", "Pays de Brennes")
    return walker, new_house


@pytest.mark.long
def test_a_day_without_a_phone_is_entered_the_next_day(helper):
    sabine, house = helper
    prepare(sabine)
    house.ask(THE_DAY_AFTER)
    sabine.menu("Pays de Brennes")
    sabine.press("Comment rester bien servis loin du bourg ?")

    keys = copy_the_wall(sabine)
    tell_what_was_said(sabine)
    say_who_goes_on(sabine)
    to_the_forum(sabine)
    close_the_day(sabine)

    assert max(keys) <= MOST_KEYS
    reads_the_groups(sabine)


def prepare(sabine):
    sabine.press("Préparer un forum")
    sabine.write("La question qui vous réunit", "Comment rester bien servis loin du bourg ?")
    sabine.write("Quand ?", "demain à 9 h")
    sabine.write("Où ?", "Salle des fêtes, de plain-pied")
    sabine.write("Les heures", "10 h 30\n11 h 30\n14 h")
    sabine.write("Les lieux", "Table 1, de plain-pied\nTable 2\nTable 3, au calme\nJardin, allée de gravier")
    sabine.press("Préparer ce forum")
    sabine.reads("Où aller d’abord", "Libre. Une idée ?", "Le papier compte autant", "personne ne s’inscrit")


def copy_the_wall(sabine):
    """Type the questions, then the positions, with nothing but the keyboard; return the keys of each position."""
    sabine.press("Copier le mur")
    for number, question in SHEETS.items():
        type_line(sabine, f"{number} {question}")
        sabine.reads("C’est écrit.")
    keys = []
    for position in POSITIONS:
        keys.append(type_line(sabine, position))
        sabine.reads(position)
    type_line(sabine, "9 1 A")
    sabine.reads("vient d’être prise par la 4", "Restent, à la même heure : Table 2.")
    return keys


def type_line(sabine, line):
    """Type in the field where the page has put the cursor; return the number of keys."""
    expect(sabine.page.locator("main input:focus")).to_be_visible()  # the page that was pressed for is there
    sabine.page.keyboard.press("Control+A")  # what was refused is still there
    for key in line:
        sabine.page.keyboard.press("Space") if key == " " else sabine.page.keyboard.insert_text(key)
    with sabine.page.expect_navigation():
        sabine.page.keyboard.press("Enter")
    return len(line) + 1


def tell_what_was_said(sabine):
    to_the_forum(sabine)
    sabine.press("Comment aller chez le médecin")
    sabine.press("Écrire ce qui s’est dit")
    sabine.write("Qui était là", "On a dessiné les trajets.\nLa suite : appeler le cabinet.")
    sabine.press("Garder ce compte rendu")
    to_the_forum(sabine)
    sabine.press("Les salles sont fermées")
    sabine.press("Écrire ce qui s’est dit")
    sabine.press("Pas de compte rendu")
    to_the_forum(sabine)
    sabine.press("Ma mère attend")
    sabine.press("Écrire ce qui s’est dit")
    sabine.write("Ou elle a été dite avec la feuille numéro", "4")
    sabine.press("Garder ce compte rendu")
    sabine.reads("Dite avec la 4.")


def say_who_goes_on(sabine):
    to_the_forum(sabine)
    sabine.press("Qui continue ?")
    for number, name, carries in GOING_ON:
        sabine.write("Le numéro de la feuille", number)
        sabine.write("Prénom", name)
        sabine.send("Je la porte" if carries else "J’y vais")
        sabine.reads(f"{name} porte la {number}." if carries else f"{name} va à la {number}.")


def close_the_day(sabine):
    sabine.press("Fermer la journée")
    sabine.reads(
        "Elles continuent", "Elles attendent quelqu’un", "Les salles sont fermées", "Avec la 9, dite ensemble."
    )
    sabine.write("Nom du groupe de la 12", "Veiller l’été")
    sabine.press("Fermer la journée")
    sabine.reads("La journée est fermée. Merci.", "Actes du forum ouvert", "On a dessiné les trajets.")


def reads_the_groups(sabine):
    sabine.reads("Veiller l’été", "portée par Éloi", "Personne ne la porte encore.", "Dite avec la 4.")
    sabine.press("Rouvrir la journée")
    sabine.reads("La journée est rouverte.")
    close_the_day(sabine)
    sabine.menu("Groupes")
    sabine.reads("Veiller l’été", "Comment aller chez le médecin sans voiture ?", "Les salles sont fermées")


def to_the_forum(sabine):
    sabine.tap(sabine.page.locator(".trail a").filter(has_text="Forum"))


@pytest.mark.long
def test_the_screens_of_a_day_fit_a_phone(enter, helper):
    sabine, house = helper
    prepare(sabine)
    path = sabine.page.url
    phone = Walker(enter(at="", base_url=house.url, storage_state=sabine.page.context.storage_state(), **PHONE))

    phone.open(path)
    phone.reads("Où aller d’abord")
    phone.press("Proposer une question")
    phone.write("Écrivez-la comme vous la diriez", "Qui veille l’été ?")
    phone.press("Poser cette question")
    phone.reads("Votre question porte le numéro", "41", "Levez-vous.", "Puis prenez une place")
    phone.press("10 h 30 · Table 2")
    phone.reads("Tout le monde le voit.", "10 h 30, Table 2")


@pytest.mark.long
def test_the_screens_of_a_day_are_for_everybody(enter, helper):
    sabine, house = helper
    prepare(sabine)
    path = sabine.page.url
    copy_the_wall(sabine)
    page = enter(at="", base_url=house.url, storage_state=sabine.page.context.storage_state())
    page.context.add_init_script(AXE_AT_HAND)

    faults = [fault for name in SCREENS for fault in faults_of(page, f"{path}{name}")]

    assert faults == []


def faults_of(page, address):
    page.goto(address)
    load_axe(page)
    page.evaluate(FLAT)
    return [f"{address} {fault}" for fault in [*violations(page, ALL, "as it is"), *overflow(page, 320, 1280)]]
