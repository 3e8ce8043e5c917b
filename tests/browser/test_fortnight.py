"""A meeting of the shape of the founding one, from the date poll to its published minutes, on eight pages at once."""

import re

import pytest
from playwright.sync_api import expect

from palabre.pure.minutes import as_json, read_minutes
from tests.browser import fortnight
from tests.browser.calls import come_in
from tests.browser.hands import PHONE
from tests.browser.minutes import TWIN
from tests.browser.rooms import at, by_code, press
from tests.browser.test_calling import SIDEWAYS, answer, given, send_news
from tests.browser.test_date_poll import choose, close, shared_address
from tests.browser.writing import SAVED, has_text, state

HEAD = "main h1"
PLAIN = {"java_script_enabled": False}
LEADS, WRITES, COMES = "Odile Tanneguy", "Maëlle Quintard", "Élise Garrouste"
IN_THE_NEWS, BY_PHONE = "Ismaël Berthou", "Rémi Castagnac"
IN_A_FIELD, AT_THE_WALL = "Bastien Lorrimer", "Nadège Pélissol"


@pytest.fixture
def enter_as(enter, house):
    """Whoever is of this community comes in by her key, in a browser of her own."""
    space, keys = fortnight.a_community(house)

    def entered(name, **options):
        page = enter(**options)
        come_in(page, keys[name])
        return page

    entered.space = space
    return entered


@pytest.mark.long
def test_a_meeting_goes_from_its_poll_to_its_minutes(enter, enter_as, house):
    lead = enter_as(LEADS)
    meeting = a_date_is_found(lead, enter, enter_as.space, house)
    it_is_prepared(lead, enter, meeting)
    room = f"{meeting}room/"
    at(lead, room, "facilitator")
    press(lead, "Ouvrir la salle")
    wall, scribe = at(enter_as(AT_THE_WALL), room, "projector"), at(enter_as(WRITES), room, "scribe")
    member = at(enter_as(BY_PHONE, **PHONE), room, "phone")
    code = wall.locator(".code").inner_text()
    guest, plain_guest = by_code(enter, code, "Solveig", **PHONE), by_code(enter, code, "Anselme", **PLAIN)
    field, reader = enter_as(IN_A_FIELD, **PLAIN), enter()

    all_are_noted(lead, member)
    both_write(scribe, field, room)
    point_by_point(lead, scribe, wall, [guest, member], plain_guest)
    address = the_minutes_are_read_through(lead, scribe, meeting)
    assert reader.goto(address).status == 404  # nobody else reads them before they are given
    they_are_given(scribe)

    anybody_reads(reader, address)
    the_text_is_read_again(house, meeting)


def a_date_is_found(lead, enter, space, house):
    """Asked in words; answered by her own link on a phone, and by name without JavaScript; closed."""
    lead.goto(f"{space}meetings/new/")
    lead.get_by_label("Quel jour, à quelle heure, où").fill(fortnight.today_or_tomorrow(house))
    lead.get_by_role("button", name="Poser cette date").click()
    lead.get_by_role("button", name="Continuer").click()
    lead.get_by_role("button", name="Juste un lien à donner").click()
    lead.get_by_role("button", name="Créer le lien").click()
    lead.goto(lead.url.removesuffix("sharing/"))
    expect(lead.locator(HEAD)).to_have_text(re.compile("Quand se voir"))
    poll = lead.url
    by_link, by_name = enter(**PHONE), enter(**PHONE, **PLAIN)
    by_link.goto(fortnight.link_of(house, COMES))
    choose(by_link, "Oui", "Non")
    by_name.goto(shared_address(lead))
    by_name.get_by_label("Votre prénom et votre nom").fill("Clarisse Vanneau")
    choose(by_name, "Oui", "Si besoin")
    close(lead, poll)
    lead.get_by_role("link", name="Voir cette réunion").click()
    fortnight.shows(lead, "Clarisse Vanneau", COMES, "Ordre du jour", "Note de cette réunion")
    return lead.url


def it_is_prepared(lead, enter, meeting):
    """Called by links that are copied by hand; one comes, the other sends news."""
    lead.get_by_role("link", name="Appeler des personnes").click()
    lead.get_by_role("button", name="Préparer les messages").click()
    comes, stays_away = enter(**PHONE), enter(**PLAIN)
    answer(comes, given(lead, meeting, AT_THE_WALL), "coming")
    comes.get_by_role("button", name="Confirmer").tap()
    expect(comes.locator("main")).to_contain_text("Votre réponse : J’y vais")
    send_news(stays_away, given(lead, meeting, IN_THE_NEWS), "Les gouttières attendent.")
    lead.goto(meeting)
    fortnight.shows(lead, "Les gouttières attendent.")


def all_are_noted(lead, member):
    """Each is tapped, or added by name; her phone says it of herself."""
    for one in read_minutes(TWIN).participants:
        if one.name not in (BY_PHONE, IN_THE_NEWS):
            lead.locator("#words-name").fill(one.name)
            press(lead, "Ajouter$")
            expect(lead.locator(".attendance [aria-pressed=true]", has_text=one.name)).to_be_visible()
    press(member, "Je suis là")
    expect(member.get_by_text("Vous êtes dans la liste")).to_be_visible()


def both_write(scribe, field, room):
    """The live editor and the plain field, in one text at the same time: each sees what the other wrote."""
    scribe.locator(".cm-content").wait_for()
    at(field, room, "scribe")
    fortnight.type_at_the_end(scribe, f"\n{fortnight.END}")
    state(scribe).to_have_text(SAVED)
    fortnight.write_in_the_middle(field)
    has_text(scribe, "Enquête buissonnière")
    has_text(scribe, "Laisser pousser autrement le carnet")


def point_by_point(lead, scribe, wall, phones, plain):
    press(lead, "Commencer")
    lead.get_by_role("button", name="Point suivant").wait_for()
    go_to(lead, "besoins de la dernière fois", [lead, scribe, wall, *phones])
    a_need_is_answered(scribe, wall)
    go_to(lead, "Tour de météo", [lead, scribe, wall, *phones])
    a_project_says_its_weather(scribe, wall)
    go_to(lead, "Décisions", [lead, scribe, wall, *phones])
    it_is_decided(lead, scribe, phones[0], wall)
    go_to(lead, "Qui fait quoi", [lead, scribe, wall, *phones])
    phones[0].get_by_role("button", name=re.compile("Je m’en charge.*Ranger les bancs")).tap()
    expect(wall.locator(".to-take li", has_text="Ranger les bancs")).to_contain_text("Solveig")
    assert [phone.evaluate(SIDEWAYS) for phone in phones] == [False, False]
    plain.get_by_role("link", name="Actualiser").click()
    expect(plain.locator(HEAD)).to_have_text(re.compile("Qui fait quoi"))


def a_need_is_answered(scribe, wall):
    scribe.get_by_text(re.compile(r"^\s*Répondu")).first.click()
    scribe.locator("[name^=answer-]").first.fill("La mairie prête la sienne.")
    press(scribe, "Noter cette réponse")
    expect(wall.get_by_text("La mairie prête la sienne.")).to_be_visible()
    expect(scribe.locator("[data-word]")).to_contain_text("C’est noté")


def it_is_decided(lead, scribe, guest, wall):
    """Typed by the scribe, held back by a guest’s reason until it was heard, adopted by who leads; hands are shown."""
    scribe.locator("[name=proposal]").fill(fortnight.DECIDED)
    press(scribe, "Proposer cela")
    guest.get_by_role("button", name="Lever la main").tap()
    expect(wall.locator(".passing")).to_contain_text("Solveig")
    guest.get_by_text("J’ai une objection").tap()
    guest.locator("[name^=reason-]").fill("Qui ferme le soir ?")
    guest.get_by_role("button", name="Faire cette objection").tap()
    press(scribe, "Elle est levée")
    lead.locator("[name^=review-]").fill("dans six mois")
    press(lead, "Adopter")
    expect(wall.locator(".to-take li", has_text=fortnight.DECIDED)).to_contain_text("décidé")


def go_to(lead, words, pages):
    """One « Point suivant » after the other, each seen on every screen."""
    while words not in lead.locator(HEAD).inner_text():
        then = lead.locator(HEAD).inner_text()
        press(lead, "Point suivant")
        expect(lead.locator(HEAD)).not_to_have_text(then)
        for page in pages:
            expect(page.locator(HEAD)).to_have_text(lead.locator(HEAD).inner_text())


def a_project_says_its_weather(scribe, wall):
    scribe.locator("textarea[name^=words-]").first.fill("Le préau a tenu tout l’été.")
    press(scribe, "soleil")
    expect(wall.locator(".weathers li")).to_contain_text("soleil")


def the_minutes_are_read_through(lead, scribe, meeting):
    at(lead, f"{meeting}room/", "facilitator")
    lead.get_by_text("Terminer la réunion plus tôt").click()
    press(lead, "Terminer")
    expect(scribe.get_by_text("La réunion est terminée.")).to_be_visible()
    scribe.get_by_role("link", name="Relire le compte rendu").click()
    fortnight.shows(scribe, "Ranger les bancs du préau (Solveig)")
    return scribe.get_by_role("link", name="Lire la page").get_attribute("href")


def they_are_given(scribe):
    scribe.get_by_role("radio", name="Tout le monde, maintenant").check()
    press(scribe, "Donner aux participants maintenant")
    fortnight.shows(scribe, "Tout le monde peut le lire.")


def anybody_reads(reader, address):
    """A passer-by, who never came before: what both writers typed, and what nobody typed."""
    reader.goto(address)
    fortnight.shows(
        reader,
        "Enquête buissonnière",
        "Laisser pousser autrement le carnet",
        "Le préau a tenu tout l’été.",
        "Les gouttières attendent.",
        "Ranger les bancs du préau (Solveig)",
        fortnight.DECIDED,
        "La mairie prête la sienne.",
    )


def the_text_is_read_again(house, meeting):
    """Every kind of fact of the founding minutes is found again in the published Markdown."""
    number = meeting.rstrip("/").split("/")[-1].split("-")[0]
    found, twin = fortnight.read_again(house, number), as_json(read_minutes(TWIN))

    assert fortnight.kinds_that_are_lacking(found, twin) == []
    assert {"Solveig", "Anselme", COMES, BY_PHONE} <= {one["name"] for one in found["participants"]}
    assert any(one["questions"] for one in found["participants"])
    for kind in ("merges", "carried_on", "series", "objectives"):
        assert [one["text"] for one in found[kind]] == [one["text"] for one in twin[kind]]
    assert {one["text"] for one in twin["tasks"]} <= {one["text"] for one in found["tasks"]}
    owners = {one["text"]: (one["owners"], one["due"]) for one in found["tasks"]}
    assert owners["Ranger les bancs du préau"] == (["Solveig"], None)
    assert owners["Écrire au gardien du préau"] == ([LEADS], "2031-01-03")
    assert found["decisions"]
    assert found["next_meetings"]
    assert len(found["updates"]) >= len(twin["updates"])
