"""A bad hall: what is sent while the network is cut stays on the device, and is done once when it is back."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.axe import ALL, load_axe, overflow, violations
from tests.browser.hall_phones import KEPT, QUESTION, ask, come, cut, kept_on, lose, press, sent

FILL = "(name) => { for (let nth = 1; nth < 80; nth++) localStorage.setItem(name + nth, localStorage.getItem(name)) }"
HOURS_LEFT = "(name) => (JSON.parse(localStorage.getItem(name)).until - Date.now()) / 3_600_000"
PAST = "(name) => localStorage.setItem(name, JSON.stringify({...JSON.parse(localStorage.getItem(name)), until: 1}))"
AWAY_SIX_TIMES = """() => {
    const real = fetch, page = "<main id=contenu>Plus tard</main>";
    window.asked = 0;
    window.fetch = async (...told) =>
        ++asked > 6 ? real(...told) : new Response(page, {status: 503, headers: {"Retry-After": "15"}});
}"""


def test_a_question_waits_through_two_cuts_and_a_reload_then_is_asked_once(phone, hall):
    page = phone("proposal/")
    cut(page)
    ask(page)
    expect(page.get_by_text(KEPT)).to_be_visible()
    expect(page.get_by_label("Écrivez-la comme")).to_have_value("")

    lose(page, "/proposal/", done=False)
    cut(page, False)
    page.reload()
    expect(page.get_by_text(KEPT)).to_be_visible()
    expect(page.get_by_text(QUESTION)).to_be_visible()
    assert hall.rows()[0] == []
    cut(page)
    page.unroute("**/proposal/")
    cut(page, False)

    sent(page)
    assert hall.rows()[0] == [(41, QUESTION)]
    assert kept_on(page) == []
    page.get_by_role("link", name="Envoyé.").click()
    expect(page.get_by_text("Votre question porte le numéro")).to_be_visible()


def test_a_post_whose_answer_was_lost_is_done_once(phone, hall):
    page = phone("who-goes-on/")
    page.get_by_label("Le numéro de la feuille").fill("12")
    page.get_by_label("Votre prénom").fill("Léa")
    lose(page, "/who-goes-on/", done=True)
    press(page, "J’y vais")
    expect(page.get_by_text(KEPT)).to_be_visible()
    assert hall.rows()[2] == [("Léa", 12, False)]

    page.close()
    again = page.context.new_page()
    cut(again, False)
    again.goto(hall.forum)

    sent(again)
    assert hall.rows()[2] == [("Léa", 12, False)]
    assert kept_on(again) == []


def test_what_a_first_name_typed_leaves_in_order_under_that_name(phone, hall):
    page = phone("who-goes-on/")
    cut(page)
    for number, button in (("12", "J’y vais"), ("7", "Je la porte")):
        page.get_by_label("Le numéro de la feuille").fill(number)
        page.get_by_label("Votre prénom").fill("Léa")
        press(page, button)
        expect(page.get_by_label("Le numéro de la feuille")).to_have_value("")

    cut(page, False)

    expect(page.locator("kept-posts [data-told] a")).to_have_count(2)
    assert hall.rows()[2] == [("Léa", 12, False), ("Léa", 7, True)]


def test_a_line_whose_answer_was_lost_is_written_once_by_a_device_that_keeps_nothing(phone, hall):
    page = phone("proposal/")
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('plein') } }")
    lose(page, "/proposal/", done=True)
    ask(page)
    expect(page.get_by_text("ne peut rien garder de plus")).to_be_visible()
    page.unroute("**/proposal/")
    cut(page, False)

    press(page, "Poser cette question")

    expect(page.get_by_text("Votre question porte le numéro")).to_be_visible()
    assert hall.rows()[0] == [(41, QUESTION)]


def test_what_waits_for_a_server_that_is_away_waits_however_often_it_says_so(phone, hall):
    page = phone("proposal/")
    page.evaluate(AWAY_SIX_TIMES)
    ask(page)
    expect(page.get_by_text(KEPT)).to_be_visible()

    for nth in range(2, 8):
        page.evaluate("dispatchEvent(new Event('online'))")
        page.wait_for_function(f"asked === {nth}")

    sent(page)
    assert hall.rows()[0] == [(41, QUESTION)]


@pytest.mark.long
def test_a_place_and_a_question_put_aside_wait_too(phone, hall):
    page = phone("sheets/12/", key=hall.host)
    cut(page)
    press(page, re.compile("0 h · Jardin|0 h 00 · Jardin"))
    press(page, "Mettre de côté pour moi")
    expect(page.locator("kept-posts [data-entries] > li")).to_have_count(2)

    cut(page, False)

    expect(page.locator("kept-posts [data-told] a")).to_have_count(2)
    page.reload()
    expect(page.get_by_role("button", name="Ne plus mettre de côté")).to_be_visible()
    assert hall.rows()[1] == ["12 1 B"]


def test_what_the_server_refuses_is_there_to_be_mended(phone, hall):
    page = phone("copy/", key=hall.host)
    cut(page)
    page.get_by_label("Feuille, heure, lieu").fill("12 Un autre texte ?")
    press(page, "Copier")
    cut(page, False)
    refused = page.locator("kept-posts [data-entries] > li")
    expect(refused).to_contain_text("Pas envoyé")
    expect(refused).to_contain_text("12 Un autre texte ?")

    refused.get_by_role("button", name="Le reprendre").click()
    expect(page.get_by_label("Feuille, heure, lieu")).to_have_value("12 Un autre texte ?")
    page.get_by_label("Feuille, heure, lieu").fill("14 Un autre texte ?")
    press(page, "Copier")

    expect(page.get_by_text("C’est écrit.")).to_be_visible()
    assert hall.rows()[0] == [(14, "Un autre texte ?")]
    assert kept_on(page) == []


@pytest.mark.long
def test_a_form_that_is_refused_at_once_comes_back_with_its_words(phone, hall):
    page = phone("proposal/")

    page.get_by_label("Le numéro de votre feuille").fill("12")
    ask(page)

    expect(page.get_by_role("alert")).to_contain_text("Qui passe voir les gens seuls")
    expect(page.get_by_label("Écrivez-la comme")).to_have_value(QUESTION)
    assert kept_on(page) == []
    page.get_by_label("Le numéro de votre feuille").fill("")
    press(page, "Poser cette question")
    expect(page.get_by_text("Votre question porte le numéro")).to_be_visible()
    assert hall.rows()[0] == [(41, QUESTION)]


@pytest.mark.long
def test_a_day_closed_meanwhile_refuses_and_the_words_are_there(phone, hall):
    page = phone("who-goes-on/")
    page.get_by_text("En dire plus").click()
    page.get_by_label("Le numéro de la feuille").fill("12")
    page.get_by_label("Votre prénom").fill("Léa")
    page.get_by_label("Un mot").fill("J’ai une voiture.")
    cut(page)
    press(page, "J’y vais")
    expect(page.get_by_text(KEPT)).to_be_visible()
    hall.close()

    cut(page, False)

    refused = page.locator("kept-posts [data-entries] > li")
    expect(refused).to_contain_text("Pas envoyé")
    expect(refused).to_contain_text("fermée")
    expect(refused).to_contain_text("J’ai une voiture.")
    refused.get_by_role("button", name="L’oublier").click()
    assert kept_on(page) == []
    refused.get_by_role("button", name="Annuler").click()
    expect(refused).to_contain_text("J’ai une voiture.")
    assert len(kept_on(page)) == 1


@pytest.mark.long
def test_nothing_leaves_under_another_name_before_it_was_asked(phone, hall):
    page = phone("who-goes-on/", key=hall.karim)
    page.get_by_label("Le numéro de la feuille").fill("12")
    cut(page)
    press(page, "J’y vais")
    expect(page.get_by_text(KEPT)).to_be_visible()
    lose(page, "/who-goes-on/", done=False)
    cut(page, False)
    page.context.clear_cookies()
    come(page, hall.host)
    page.unroute("**/who-goes-on/")

    page.goto(f"{hall.forum}who-goes-on/")
    asked = page.locator("kept-posts [data-entries] > li")
    expect(asked).to_contain_text("tapé sous un autre nom")
    expect(asked).to_contain_text("Sabine")
    assert hall.rows()[2] == []
    asked.get_by_role("button", name="Le reprendre").click()
    press(page, "J’y vais")

    expect(page.get_by_text("Sabine va à la 12.")).to_be_visible()
    assert hall.rows()[2] == [("Sabine Le Goff", 12, False)]
    assert kept_on(page) == []


@pytest.mark.long
def test_a_device_that_keeps_no_more_says_so_and_leaves_the_words_in_their_field(phone, hall):
    page = phone("proposal/")
    cut(page)
    ask(page)
    expect(page.get_by_text(KEPT)).to_be_visible()
    page.evaluate(FILL, kept_on(page)[0])

    ask(page, "Qui répare les vélos ?")

    expect(page.get_by_text("ne peut rien garder de plus")).to_be_visible()
    expect(page.get_by_label("Écrivez-la comme")).to_have_value("Qui répare les vélos ?")
    assert len(kept_on(page)) == 80


@pytest.mark.long
def test_what_is_kept_goes_at_the_end_of_the_next_day(phone, hall):
    page = phone("proposal/")
    cut(page)
    ask(page)
    expect(page.get_by_text(KEPT)).to_be_visible()
    (name,) = kept_on(page)
    hours = page.evaluate(HOURS_LEFT, name)
    page.evaluate(PAST, name)

    cut(page, False)
    page.goto(hall.forum)

    assert 24 <= hours <= 48
    expect(page.locator("kept-posts [data-entries] > li")).to_have_count(0)
    assert kept_on(page) == []
    assert hall.rows()[0] == []


def test_what_waits_is_read_by_everybody_on_a_small_screen(phone, hall):
    page = phone("proposal/")
    cut(page)
    for nth in range(4):
        ask(page, f"Une question un peu longue, la numéro {nth}, pour voir où elle va ?")
        expect(page.locator("kept-posts [data-entries] > li")).to_have_count(nth + 1)

    load_axe(page)
    faults = [*overflow(page, 320, 360), *violations(page, ALL, "kept")]

    assert faults == []
    page.get_by_role("button", name="L’oublier").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("C’est oublié.")).to_be_visible()


@pytest.mark.long
def test_an_open_page_stays_readable(phone, hall):
    page = phone("wall/")

    cut(page)

    expect(page.get_by_text("Qui passe voir les gens seuls")).to_be_visible()
    expect(page.get_by_text("À jour à")).to_be_visible()


@pytest.mark.long
def test_without_script_the_forms_are_forms(phone, hall):
    page = phone("proposal/", java_script_enabled=False)

    ask(page)

    expect(page.get_by_text("Votre question porte le numéro")).to_be_visible()
    assert hall.rows()[0] == [(41, QUESTION)]


@pytest.mark.parametrize("path", ["", "proposal/", "who-goes-on/"])
def test_the_pages_of_the_day_are_light(phone, hall, path):
    page = phone("wall/")
    page.context.clear_cookies()
    sizes = []
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.clearBrowserCache")
    wire.on("Network.loadingFinished", lambda told: sizes.append(told["encodedDataLength"]))

    page.goto(hall.forum + path, wait_until="networkidle")

    assert sum(sizes) <= 35_000, sizes
