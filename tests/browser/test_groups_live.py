"""The twin of the founding community is lived on from: groups find people, answer needs, merge, rest, and open up."""

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.fortnight import type_at_the_end
from tests.browser.hands import PHONE
from tests.browser.living import (
    A_WEEK,
    BOOKS,
    BROUGHT,
    MEALS,
    REGISTERED,
    SCHOOLS,
    SHELTERS,
    WALKS,
    WATER,
    fill,
    follow,
    hides,
    imported,
    noted,
    press,
    shows,
)
from tests.browser.opening_up import register
from tests.browser.test_calling import SIDEWAYS
from tests.browser.writing import SAVED, state


@pytest.fixture(scope="module")
def valley(house):
    return imported(house)


@pytest.mark.long
def test_a_group_finds_its_people_and_its_needs_are_answered(enter, valley):
    nadege = valley.come_in(enter(), "Nadège Pélissol")
    somebody_comes_by_a_link(nadege, enter(**PHONE), valley)
    somebody_carries_with_him(
        valley.come_in(enter(), "Bastien Lorrimer"), valley.come_in(enter(), "Élise Garrouste"), valley
    )
    yann, odile = valley.come_in(enter(**PHONE), "Yann Corbeval"), valley.come_in(enter(), "Odile Tanneguy")
    a_contact_is_found(nadege, yann, valley)
    a_method_is_helped(nadege, odile, valley)
    a_need_is_answered(nadege, yann, valley)
    nadege.goto(f"{valley.path}roles/")
    shows(nadege, "Yann Corbeval", "Odile Tanneguy")


def somebody_comes_by_a_link(nadege, phone, valley):
    """Two carry the question, few came back: a link is passed on, and Nadia says how far, without an account."""
    nadege.goto(valley.groups[WATER])
    follow(nadege, "Partager ce groupe")
    press(nadege, "Faire un lien à donner")
    phone.goto(nadege.get_by_role("textbox", name="Adresse à donner").input_value())
    fill(phone, "Votre prénom", "Nadia Ferhat")
    phone.get_by_role("button", name="J’y vais").tap()
    phone.get_by_text("Je contribue", exact=True).tap()
    phone.get_by_text("à fond", exact=True).tap()
    fill(phone, "Un mot", "le mardi")
    phone.get_by_role("button", name="Enregistrer").tap()
    expect(noted(phone)).to_contain_text("vous contribuez, à fond : le mardi")
    assert phone.evaluate(SIDEWAYS) is False

    nadege.goto(valley.groups[WATER])
    shows(nadege, "Nadia Ferhat contribue, à fond")
    follow(nadege, re.compile("Répondre.*Nadia"))
    press(nadege, "J’ai répondu")
    expect(noted(nadege)).to_contain_text("Nadia")


def somebody_carries_with_him(bastien, elise, valley):
    """He would not carry alone: a call was read in the minutes, she says on it that she would, and takes the role."""
    elise.goto(valley.groups[BOOKS])
    follow(elise, "On cherche donc")
    press(elise, "J’y vais")
    follow(elise, "Dire jusqu’où, avec quelle énergie")
    elise.get_by_text("Je co-porte", exact=True).click()
    press(elise, "Enregistrer")
    bastien.goto(elise.url)
    follow(bastien, "C’est trouvé")
    bastien.get_by_text("Élise Garrouste").click()
    press(bastien, "Fermer cet appel")
    says_yes(elise, valley, "porter la question à plusieurs")
    bastien.goto(valley.groups[BOOKS])
    shows(bastien, "Élise Garrouste")


def says_yes(page, valley, role):
    """What she is asked waits on her own page; it becomes hers by her click."""
    page.goto(f"{valley.path}you/day/")
    follow(page, role)
    press(page, "Oui, volontiers")


def a_contact_is_found(nadege, yann, valley):
    """Nobody asked for a contact yet: the page of roles has no column for it, and the group looks for one."""
    nadege.goto(valley.groups[WATER])
    nadege.get_by_text("Chercher quelqu’un", exact=True).click()
    follow(nadege, re.compile("contact dans l.institution"))
    press(nadege, "Publier l’appel")
    yann.goto(nadege.url)
    press(yann, "J’y vais")
    nadege.reload()
    follow(nadege, "C’est trouvé")
    nadege.get_by_text("Yann Corbeval").click()
    press(nadege, "Fermer cet appel")
    says_yes(yann, valley, "personne référente")


def a_method_is_helped(nadege, odile, valley):
    nadege.goto(valley.groups[WATER])
    follow(nadege, "Proposer un rôle à quelqu’un")
    fill(nadege, "Son prénom et son nom", "Odile Tanneguy")
    nadege.get_by_text("Aider le groupe pour sa méthode").click()
    press(nadege, "Proposer ce rôle")
    says_yes(odile, valley, "aider le groupe")


def a_need_is_answered(nadege, yann, valley):
    nadege.goto(valley.groups[WATER])
    follow(nadege, "Dire ce qui manque")
    fill(nadege, "Que manque-t-il ?", "Une cuve de mille litres")
    press(nadege, "Dire ce besoin")
    yann.goto(nadege.url)
    press(yann, "Vu")
    yann.get_by_text("On s’en occupe", exact=True).tap()
    fill(yann, "Pour quand", "dans trois jours")
    press(yann, "S’en occuper")
    fill(yann, "Votre réponse", "La régie en prête une dès lundi.")
    press(yann, "Je réponds")
    hides(yann, "C’est bon pour nous")
    nadege.reload()
    press(nadege, "C’est bon pour nous")
    expect(noted(nadege)).to_contain_text("C’est bon")


def test_two_groups_become_one_two_again_and_one_and_nothing_is_lost(enter, valley):
    maelle, bastien = (valley.come_in(enter(), name) for name in ("Maëlle Quintard", "Bastien Lorrimer"))
    notes = [a_note(maelle, valley, "Carnet du repas", MEALS), a_note(bastien, valley, "Carnet des livres", BOOKS)]
    assert [read_by(one, notes) for one in (maelle, bastien)] == [[True, False], [False, True]]
    before = valley.whole()
    both_agree(maelle, bastien, valley)
    assert [read_by(one, notes) for one in (maelle, bastien)] == [[True, True], [True, True]]
    a_week_is_written(maelle, bastien, valley, notes)
    they_part_and_merge_again(maelle, bastien, valley, notes)
    it_was_agreed_aloud(valley.come_in(enter(**PHONE), "Odile Tanneguy"), valley)
    nothing_is_lost(bastien, valley, before)


def a_note(page, valley, title, group):
    """She begins a note on the page of her group: only its people read it."""
    page.goto(valley.groups[group])
    follow(page, "Commencer une note")
    shows(page, "Seules les personnes de")
    fill(page, "Titre", title)
    page.locator("[name=text]").fill("Entre nous.")
    press(page, "Créer cette page")
    return page.url


def read_by(page, notes):
    return [page.request.get(address).ok for address in notes]


def both_agree(maelle, bastien, valley):
    """The minutes said it of a group that they do not name: it is named, and each says yes for her own."""
    maelle.goto(valley.groups[MEALS])
    follow(maelle, "Voir ce que cela changerait")
    maelle.get_by_label("Quel groupe rejoindrait celui-ci").select_option(label=BOOKS)
    press(maelle, "Dire lequel")
    press(maelle, f"Oui, pour « {MEALS} »")
    bastien.goto(f"{valley.path}you/day/")
    follow(bastien, "Une fusion est proposée")
    bastien.get_by_role("button", name="Oui, pour « Ouvrir").click()
    shows(bastien, "a rejoint ce groupe", "Carnet du repas", "Carnet des livres")


def a_week_is_written(maelle, bastien, valley, notes):
    """From both sides: news by an old address, a line in each other's note, then six days more of news and needs."""
    bastien.goto(f"{valley.groups[BOOKS]}news/new/")
    bastien.locator("[name=text]").fill("Le premier repas entre livres a eu lieu.")
    press(bastien, "Publier ces nouvelles")
    for page, note in zip((maelle, bastien), reversed(notes), strict=True):
        page.goto(f"{note}text/")
        page.locator(".cm-content").wait_for()
        type_at_the_end(page, "\n\nÀ deux mains.")
        state(page).to_have_text(SAVED)
    valley.ask(A_WEEK.format(home=MEALS, joined=BOOKS))


def they_part_and_merge_again(maelle, bastien, valley, notes):
    """Each has its own again, and what was written since is where it was written; taken up, both are asked anew."""
    written = valley.whole()
    maelle.goto(valley.groups[MEALS])
    shows(maelle, "Jour 6", "Une étagère du jour 6", "Relire le jour 6", "Bastien Lorrimer")
    press(maelle, "Les séparer de nouveau")
    shows(maelle, "vit de nouveau par lui-même", "Aucun binôme à cette heure")
    assert [read_by(one, notes) for one in (maelle, bastien)] == [[True, False], [False, True]]
    assert valley.whole() == written

    for page, title in ((maelle, MEALS), (bastien, BOOKS)):
        page.goto(valley.merge_of(MEALS))
        if page is maelle:
            press(page, "Le reprendre")
        page.get_by_role("button", name=f"Oui, pour « {title[:20]}").click()
    shows(bastien, "a rejoint ce groupe", "Jour 6")
    assert [read_by(one, notes) for one in (maelle, bastien)] == [[True, True], [True, True]]
    assert valley.whole() == written


def it_was_agreed_aloud(odile, valley):
    odile.goto(valley.groups[SCHOOLS])
    odile.get_by_text("Faire évoluer le groupe").click()
    follow(odile, "Le rapprocher d’un autre groupe")
    odile.get_by_label("De quel groupe").select_option(label=WALKS)
    press(odile, "Voir ce que cela changerait")
    press(odile, "Les deux groupes l’ont dit en réunion")


def nothing_is_lost(page, valley, before):
    """As many as before, and what the week brought; each address that there ever was leads somewhere, and says why."""
    now = valley.whole()
    assert {name: now[name] - before[name] for name in now} == {**dict.fromkeys(now, 0), **BROUGHT}
    for address in valley.addresses():
        assert page.request.get(address).ok, address
    page.goto(valley.groups[BOOKS])
    shows(page, f"a rejoint « {MEALS} » : vous êtes sur sa page")
    page.goto(valley.groups[SCHOOLS])
    shows(page, "a rejoint « Balades")


def test_a_question_goes_on_and_a_group_sleeps_and_wakes(enter, valley):
    """On a phone: his question leads to another, its address with it; his group rests until somebody wakes it."""
    remi, odile = valley.come_in(enter(**PHONE), "Rémi Castagnac"), valley.come_in(enter(), "Odile Tanneguy")
    remi.goto(valley.groups[SHELTERS])
    follow(remi, "La question, et d’où elle vient")
    former = remi.url
    remi.get_by_text("La dire autrement, la réunir, la scinder, la prolonger").tap()
    follow(remi, "La prolonger dans une autre")
    fill(remi, "La question qui vient ensuite", "Que devient un préau ouvert, l’hiver ?")
    press(remi, "La prolonger")
    shows(remi, "Que devient un préau ouvert, l’hiver ?", "Rémi Castagnac")
    odile.goto(former)
    shows(odile, "est devenue cette question", "Que devient un préau ouvert, l’hiver ?")

    remi.goto(valley.groups[SHELTERS])
    shows(remi, "Que devient un préau ouvert, l’hiver ?")
    remi.get_by_text("Faire évoluer le groupe").tap()
    follow(remi, "Le groupe se met en pause")
    fill(remi, "Jusqu’à quand", "au printemps")
    press(remi, "Le mettre en pause")
    shows(remi, "jusqu’au 20 mars")
    assert remi.evaluate(SIDEWAYS) is False
    odile.goto(valley.path)
    odile.goto(valley.groups[SHELTERS])
    press(odile, "Le relancer")
    hides(odile, "Le relancer")


@pytest.mark.long
def test_the_groups_open_up_to_forty_people_on_thirty_places(enter, valley):
    nadege = valley.come_in(enter(), "Nadège Pélissol")
    a_day_is_prepared(nadege, valley)
    a_card_is_filled(nadege)
    page_for_all = it_is_announced(nadege)
    first, next_one = enter(**PHONE), enter(**PHONE)
    register(first, page_for_all, "Odette")
    expect(first.get_by_text("vous avez une place")).to_be_visible()
    valley.ask(REGISTERED.format(names=[f"Voisine {number}" for number in range(29)]))
    register(next_one, page_for_all, "Tarek")
    expect(next_one.get_by_text("liste d’attente")).to_be_visible()
    valley.ask(REGISTERED.format(names=[f"Voisin {number}" for number in range(9)]))
    are_on_the_list(nadege, seated=30, waiting=10)

    first.get_by_role("button", name="Je ne viens plus").tap()
    expect(first.get_by_text("C’est noté")).to_be_visible()
    next_one.reload()
    expect(next_one.get_by_text("vous avez une place")).to_be_visible()
    assert [one.evaluate(SIDEWAYS) for one in (first, next_one)] == [False, False]
    are_on_the_list(nadege, seated=30, waiting=9)


def a_day_is_prepared(nadege, valley):
    nadege.goto(f"{valley.path}gatherings/new/")
    press(nadege, "La préparer")
    follow(nadege, "Trouver le jour")
    fill(nadege, "Quel jour, à quelle heure", "samedi prochain de 14 h à 17 h")
    press(nadege, "Poser ou chercher le jour")
    follow(nadege, "Mots, lieu et nombre de places")
    fill(nadege, "Combien de personnes", "30")
    fill(nadege, "Lieu", "Préau de Brénelle")
    press(nadege, "Enregistrer")


def a_card_is_filled(nadege):
    """The five parts of her group's: its title and its question are there; she adds a picture, a name, an intention."""
    gathering = nadege.url
    follow(nadege, "Comment retenir l’eau")
    fill(nadege, "L’intention", "Garder la pluie, rue par rue.")
    press(nadege, "Enregistrer")
    nadege.locator("#visuel summary").click()
    nadege.locator("[name=file]").set_input_files({"name": "cuve.png", "mimeType": "image/png", "buffer": a_picture()})
    fill(nadege, "Ce que montre l’image", "Une cuve sous une gouttière")
    press(nadege, "Mettre sur la fiche")
    press(nadege, "D’accord, montrez mon nom")
    press(nadege, "Montrer cette fiche")
    shows(nadege, "Cette fiche est sur la page")
    nadege.goto(gathering)


def it_is_announced(nadege):
    follow(nadege, "L’annoncer")
    nadege.get_by_role("radio", name="Tout le monde, par").check()
    press(nadege, "L’annoncer")
    shows(nadege, "C’est annoncé")
    return nadege.get_by_role("link", name="La page pour tout le monde").get_attribute("href")


def are_on_the_list(nadege, *, seated, waiting):
    """So many have a place and so many wait, as who prepares the day reads it."""
    follow(nadege, "Personnes inscrites")
    expect(nadege.locator("main ul.list > li")).to_have_count(seated)
    expect(nadege.locator("main ol.list > li")).to_have_count(waiting)
    nadege.go_back()


def a_picture():
    drawn = io.BytesIO()
    Image.effect_noise((800, 450), 60).convert("RGB").save(drawn, "PNG")
    return drawn.getvalue()
