"""A day is found by guests, and a meeting is held on five screens: by clicks alone, on a server without mail."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.house import House
from tests.browser.journeys_of_people import enter as enter_space
from tests.browser.journeys_of_questions import NEED, OVEN, begin, carry
from tests.browser.rooms import by_code, press
from tests.browser.walker import Walker

type Enter = Callable[..., Page]

GUESTS = ("Malo Quéré", "Nour Haddad", "Elsa Morin", "Denis Roux")
POINTS = "Ce qui est répondu aux besoins", "Tour de météo", "Deux sujets", "Décisions", "Qui fait quoi", "Prochaine"
LINE, TASK, DECIDED = "Le four a chauffé trois jours.", "Ranger le fournil", "Le four s’allume le premier samedi"
SENTENCE, ANSWER = "On a ri.", "La mairie donne un stère."
HEAD, HOLDER = "main h1", "#live-holder"
IS_OPEN = "() => document.querySelector('room-live').line?.isOpen"
SIDEWAYS = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"


def four_guests_find_a_day(meet: Callable[[], Walker], phone: Enter, desk: Enter, front: str) -> list[str]:
    """Return the file of the day that each guest of GUESTS took from their second device."""
    odile = meet()
    begin(odile, front, "Le fournil du mardi")
    odile.menu("Réunions")
    odile.press("Proposer plusieurs jours")
    odile.write("Quels jours", "mardi ou jeudi de la semaine prochaine à 18 h 30")
    odile.press("Continuer")
    odile.reads("Voici ce que nous lisons")
    odile.press("Continuer")
    odile.press("Juste un lien à donner")
    odile.reads("Voici ce que ces personnes verront")
    odile.press("Créer le lien")
    address = odile.given("Adresse à donner")
    answers = [answer_on_two_devices(phone(), desk(), address, name) for name in GUESTS]

    odile.menu("Réunions")
    odile.press("Réunion des porteurs")
    odile.reads(*GUESTS)
    odile.press("Choisir la date")
    odile.page.get_by_role("radio").first.check()
    odile.press("Fermer le sondage")
    odile.press("Voir cette réunion")
    odile.reads("18 h 30", *GUESTS)
    return [file_of_the_day(page) for page in answers]


def answer_on_two_devices(phone: Page, computer: Page, address: str, name: str) -> Page:
    """Answer by the address that was passed on; change it on another device, by the guest's own link."""
    phone.goto(address)
    phone.get_by_label("Votre prénom et votre nom").fill(name)
    choose(phone, "Oui", "Si besoin")
    computer.goto(phone.get_by_role("link", name=re.compile("^http")).get_attribute("href") or "")
    expect(computer.get_by_role("radio", name="Oui", exact=True).first).to_be_checked()
    choose(computer, "Oui", "Oui")
    return computer


def choose(page: Page, *choices: str) -> None:
    for number, choice in enumerate(choices):
        page.locator("fieldset.date").nth(number).get_by_role("radio", name=choice, exact=True).check()
    page.locator(".thumb button").click()
    expect(page.get_by_text("Votre réponse est notée")).to_be_visible()


def file_of_the_day(page: Page) -> str:
    page.reload()
    expect(page.locator("main")).to_contain_text("Ce sondage est clos")
    with page.expect_download() as given:
        page.get_by_role("link", name=re.compile("Ajouter à mon agenda")).click()
    return Path(given.value.path()).read_text()


class Meeting:
    """Five screens: who leads, who writes (without account), the projector, two phones that came by the code."""

    def __init__(self, lead: Walker, scribe: Walker, wall: Page, phones: list[Page]) -> None:
        self.lead, self.scribe, self.wall, self.phones = lead, scribe, wall, phones
        self.screens = [lead.page, scribe.page, wall, *phones]

    def goes_to(self, point: str) -> None:
        press(self.lead.page, "Point suivant")
        for page in self.screens:
            expect(page.locator(HEAD)).to_contain_text(point)

    def fits(self) -> None:
        assert [page.evaluate(SIDEWAYS) for page in self.screens] == [False] * len(self.screens)


def a_meeting_is_held_on_five_screens(enter: Enter, phone: Enter, house: House, *, is_cut: bool) -> None:
    """`is_cut`: the server is killed in the middle of the circle, and comes back: everybody is where they were."""
    lead, scribe = a_meeting_is_prepared(enter, house.url)
    meeting = the_room_is_open(lead, scribe, enter, phone)
    meeting.goes_to(POINTS[0])
    a_need_is_answered(meeting)
    meeting.goes_to(POINTS[1])
    press(lead.page, "soleil")
    expect(meeting.wall.locator(".weathers li")).to_contain_text("soleil")
    meeting.fits()
    meeting.goes_to(POINTS[2])
    meeting.goes_to(POINTS[3])
    it_is_decided(meeting)
    meeting.goes_to(POINTS[4])
    somebody_takes_it(meeting)
    meeting.goes_to(POINTS[5])
    a_circle_begins(meeting)
    if is_cut:
        it_survives_a_cut(meeting, house)
    the_circle_ends(meeting)
    the_minutes_arrive(meeting)


def a_meeting_is_prepared(enter: Enter, front: str) -> tuple[Walker, Walker]:
    """A space, its group and its need; the other one enters by the common link; the day and its points."""
    lead, name = Walker(enter()), "Le fournil du lundi"
    begin(lead, front, name)
    carry(lead, OVEN, name)
    lead.press("Dire ce qui manque")
    lead.write("Que manque-t-il ?", NEED)
    lead.press("Dire ce besoin")
    lead.reads("Pas encore de réponse.")
    lead.menu("Groupes")
    lead.press("Les gens")
    lead.press("Il est prêt : l’ouvrir")
    lead.press("Faire un lien")
    lead.reads("Le lien est prêt.")
    scribe = Walker(enter())
    enter_space(scribe, lead.given("Lien pour entrer"), "Théo Lacaze")
    lead.menu("Réunions")
    lead.press("Choisir une date")
    lead.write("Quel jour, à quelle heure, où", "aujourd’hui à 23 h 30, au fournil")
    lead.press("Poser cette date")
    lead.press("Voir cette réunion")
    lead.press("Préparer l’ordre du jour")
    lead.press("Commencer cet ordre du jour")
    lead.reads("Accueil : qui écrit, qui garde le temps", NEED)
    return lead, scribe


def the_room_is_open(lead: Walker, scribe: Walker, enter: Enter, phone: Enter) -> Meeting:
    for walker, door in ((lead, "Ouvrir la salle, ou y entrer"), (scribe, "Entrer dans la salle")):
        walker.menu("Réunions")
        walker.press("Réunion des porteurs")
        walker.press(door)
        if walker is lead:
            lead.press("Ouvrir la salle")
    scribe.press("Prendre des notes")
    scribe.page.locator(".cm-content").wait_for()
    expect(lead.page.locator("body")).to_contain_text("Théo Lacaze prend les notes.")
    wall = lead.page.context.new_page()  # on the facilitator's laptop, which is plugged in
    wall.set_viewport_size({"width": 1024, "height": 768})
    wall.goto(lead.address_of("Écran du projecteur"))
    press(lead.page, "Commencer")
    code = wall.locator(".code").inner_text()
    meeting = Meeting(lead, scribe, wall, [by_code(phone, code, name) for name in ("Solveig", "Anselme")])
    meeting.fits()
    return meeting


def a_need_is_answered(meeting: Meeting) -> None:
    page = meeting.scribe.page
    page.locator("summary").filter(has_text=re.compile(r"^\s*Répondu")).first.click()
    page.locator("[name^=answer-]").first.fill(ANSWER)
    press(page, "Noter cette réponse")
    expect(meeting.wall.locator("main")).to_contain_text(ANSWER)
    page.locator(".cm-content").focus()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(f"\n{LINE}")


def it_is_decided(meeting: Meeting) -> None:
    """Proposed by who writes, held back by a phone, heard, adopted by who leads."""
    page, guest = meeting.scribe.page, meeting.phones[0]
    page.locator("[name=proposal]").fill(DECIDED)
    press(page, "Proposer cela")
    guest.get_by_text("J’ai une objection").first.tap()
    guest.locator("[name^=reason-]").fill("Qui ferme le soir ?")
    guest.get_by_role("button", name="Faire cette objection").tap()
    press(page, "Elle est levée")
    meeting.lead.page.locator("[name^=review-]").fill("dans six mois")
    press(meeting.lead.page, "Adopter")
    expect(meeting.wall.locator("main")).to_contain_text("décidé")


def somebody_takes_it(meeting: Meeting) -> None:
    meeting.lead.page.locator("[name=line]").fill(TASK)
    press(meeting.lead.page, "Ajouter cette ligne")
    meeting.phones[1].get_by_role("button", name=re.compile(f"^Je m’en charge.*{TASK}")).tap()
    expect(meeting.wall.locator(".to-take li").filter(has_text=TASK)).to_contain_text("Anselme")
    meeting.fits()


def a_circle_begins(meeting: Meeting) -> None:
    """Who leads and who writes sit in it, as the others do."""
    lead, wall = meeting.lead.page, meeting.wall
    lead.get_by_text("Cercle sans notes").click()
    lead.locator("[name=question]").fill("Un mot de chacun")
    press(lead, "Ouvrir le cercle")
    for page in (wall, *meeting.phones):
        expect(page.locator(HEAD)).to_have_text("Un mot de chacun")
    expect(wall.locator(HOLDER)).to_contain_text("Odile")
    for name in ("Théo", "Solveig"):
        press(lead, "À la personne suivante")
        expect(wall.locator(HOLDER)).to_contain_text(name)


def it_survives_a_cut(meeting: Meeting, house: House) -> None:
    lead = meeting.lead.page
    house.die()
    press(lead, "À la personne suivante")
    expect(lead.locator("[data-fault]")).to_contain_text("Le réseau est absent")

    house.come_back()

    for page in meeting.screens:
        page.wait_for_function(IS_OPEN)


def the_circle_ends(meeting: Meeting) -> None:
    lead, wall, solveig = meeting.lead.page, meeting.wall, meeting.phones[0]
    expect(wall.locator(HOLDER)).to_contain_text("Solveig")
    press(solveig, "J’ai parlé")
    expect(wall.locator(HOLDER)).to_contain_text("Anselme")
    press(lead, "Clore le cercle")
    solveig.get_by_text("Laisser une phrase du cercle").tap()
    solveig.locator("[name=text]").fill(SENTENCE)
    press(solveig, "Laisser cette phrase")
    expect(wall.locator("main")).to_contain_text(SENTENCE)


def the_minutes_arrive(meeting: Meeting) -> None:
    """On the phones, by the link that they have; and as letters, which who gave them is told of."""
    press(meeting.lead.page, "Terminer")
    expect(meeting.wall.locator(HEAD)).to_have_text("Merci à toutes et à tous")
    scribe, solveig = meeting.scribe, meeting.phones[0]
    solveig.locator("[name=address]").fill("solveig@exemple.example")
    press(solveig, "Recevoir le compte rendu")
    expect(solveig.locator("[data-word]")).to_contain_text("Le compte rendu vous parviendra.")
    scribe.press("Relire le compte rendu")
    scribe.reads("Odile Tanneguy", "Théo Lacaze", "Solveig", "Anselme")  # who led and who wrote were there too
    scribe.press("Donner aux participants maintenant")
    scribe.reads("C’est donné.")
    for page in meeting.phones:
        page.get_by_role("link", name=re.compile("^Le compte rendu")).tap()
        for words in (LINE, ANSWER, DECIDED, f"{TASK} (Anselme)", SENTENCE, "Théo Lacaze"):
            expect(page.locator("main")).to_contain_text(words)
        assert page.evaluate(SIDEWAYS) is False
    scribe.menu("Ma journée")
    scribe.press("message")
    scribe.reads("Boîte d’envoi", "Solveig", "Anselme", "Odile Tanneguy")
    scribe.press("Écrire à tous, en un seul message")
    scribe.reads("Écrire à tous")
