"""A meeting in its room: who facilitates, who writes, the projector, phones, and one of them without JavaScript."""

import re
from functools import partial

import pytest
from playwright.sync_api import expect

from tests.browser.hearing import LISTEN
from tests.browser.rooms import NEEDS, WEATHER, a_room, at, by_code, press

HEAD = "main h1"
VERSION = "document.querySelector('room-live').version"


@pytest.fixture
def come_in(enter):
    """Come in by the letters that the projector shows, with a first name."""

    return partial(by_code, enter)


@pytest.mark.long
def test_a_meeting_is_led_on_six_screens(enter, house, come_in):
    room = a_room(house)
    lead = open_and_begin(enter("Linh Nguyen"), room)
    wall, scribe = at(enter("Karim Belkacem"), room, "projector"), at(enter("Théo Lacaze"), room, "scribe")
    code = wall.locator(".code").inner_text()
    phone, plain = come_in(code, "Solveig"), come_in(code, "Anselme", java_script_enabled=False)
    everybody = [lead, wall, scribe, phone]

    the_floor_goes_round(lead, phone, plain)
    weather_passes(phone, scribe, wall)
    nobody_is_disturbed(lead, scribe, phone, everybody)
    the_time_is_hidden(lead, wall)
    a_circle_without_notes(lead, wall, phone)
    the_laptop_dies(lead, scribe, phone)
    expect(wall.locator(".passing")).to_be_empty()  # it was there for a moment
    the_meeting_ends(scribe, wall, phone, plain)


def open_and_begin(lead, room):
    at(lead, room, "facilitator")
    press(lead, "Ouvrir la salle")
    press(lead, "Commencer")
    expect(lead.locator(HEAD)).to_have_text("Tour de météo des groupes")
    return lead


def the_floor_goes_round(lead, phone, plain):
    """Asked for with JavaScript and without; given; said to her who has it."""
    phone.evaluate(LISTEN)
    press(phone, "Je voudrais parler")
    press(plain, "Je voudrais parler")
    expect(plain.get_by_text("Votre demande est là")).to_be_visible()
    asking = lead.locator(".queue li")
    expect(asking).to_have_count(2)
    press(lead, "Donner la parole.*Solveig")
    expect(phone.get_by_text("Vous avez la parole.").first).to_be_visible()
    assert phone.evaluate("window.heard") == ["Vous avez la parole."]
    press(phone, "J’ai fini")
    expect(asking).to_have_count(1)


def weather_passes(phone, scribe, wall):
    """A project's is typed by the scribe and stays; her own is shown, and is gone at the end of the journey."""
    said = wall.locator(".weathers li").count()  # in other tests of this day
    press(scribe, "soleil")
    expect(wall.locator(".weathers li")).to_have_count(said + 1)
    phone.get_by_text("Votre météo, si vous voulez").click()
    phone.get_by_role("button", name="brouillard").click()
    expect(wall.locator(".passing")).to_have_text("brouillard")


def nobody_is_disturbed(lead, scribe, phone, everybody):
    """The next point comes to each screen; what one types, where one is and what is read aloud stay hers."""
    scribe.locator("#words-name").fill("Fatoumata")
    phone.get_by_role("link", name="Écrire avec tout le monde").focus()
    phone.evaluate("window.heard.length = 0")
    press(lead, "Point suivant")
    for page in everybody:
        expect(page.locator(HEAD)).to_have_text("Échange libre")
    expect(scribe.locator("#words-name")).to_have_value("Fatoumata")
    expect(scribe.locator("#words-name")).to_be_focused()
    expect(phone.get_by_role("link", name="Écrire avec tout le monde")).to_be_focused()
    assert phone.evaluate("window.heard") == ["Point 2, Échange libre"]
    press(scribe, "Ajouter$")
    expect(lead.get_by_role("button", name="Fatoumata")).to_be_visible()
    expect(scribe.locator("#words-name")).to_have_value("")


def the_time_is_hidden(lead, wall):
    expect(wall.locator(".hour")).to_have_text("encore 25 minutes environ")
    press(lead, "Encore 5 minutes")
    expect(wall.locator(".hour")).to_have_text("encore 30 minutes environ")
    press(lead, "Cacher l’heure")
    expect(wall.locator(".hour, .clock")).to_have_count(0)


def a_circle_without_notes(lead, wall, phone):
    lead.get_by_text("Cercle sans notes").click()
    lead.locator("[name=question]").fill("Ce qui nous donne envie")
    press(lead, "Ouvrir le cercle")
    expect(phone.locator(HEAD)).to_have_text("Ce qui nous donne envie")
    expect(wall.locator(HEAD)).to_have_text("Ce qui nous donne envie")
    expect(phone.get_by_role("link", name="Écrire avec tout le monde")).to_be_hidden()
    press(lead, "Clore le cercle")
    phone.get_by_text("Laisser une phrase du cercle").click()
    phone.locator("[name=text]").fill("On a ri.")
    phone.get_by_label("Avec mon nom").check()
    before = phone.evaluate(VERSION)
    press(lead, "Montrer l’heure")
    phone.wait_for_function(f"before => {VERSION} > before", arg=before)
    expect(phone.get_by_label("Avec mon nom")).to_be_checked()
    expect(phone.locator("[name=text]")).to_have_value("On a ri.")
    phone.get_by_label("Avec mon nom").uncheck()
    press(phone, "Laisser cette phrase")
    expect(wall.get_by_text("On a ri.")).to_be_visible()


def the_laptop_dies(lead, scribe, phone):
    lead.context.set_offline(True)
    lead.close()
    press(scribe, "Je reprends l’animation")
    expect(phone.get_by_text("Théo Lacaze anime.")).to_be_visible()


def the_meeting_ends(scribe, wall, phone, plain):
    press(scribe, "Point suivant")
    expect(wall.locator(HEAD)).to_have_text("À prendre : qui, pour quand")
    press(phone, "Je m’en charge.*Ranger les chaises")
    expect(wall.locator(".to-take li").filter(has_text="Ranger les chaises").first).to_contain_text("Solveig")
    expect(wall.locator(".to-take li").filter(has_text="Solveig")).to_be_visible()  # its page turned to it
    plain.get_by_role("link", name="Actualiser").click()
    expect(plain.locator(HEAD)).to_have_text("À prendre : qui, pour quand")
    scribe.get_by_role("link", name="Animer").click()
    press(scribe, "Terminer")
    expect(wall.locator(HEAD)).to_have_text("Merci à toutes et à tous")
    expect(phone.get_by_text("La réunion est terminée.")).to_be_visible()


def test_who_lost_the_line_and_who_passes_by_ask_and_are_not_turned_away(enter, house):
    room = a_room(house, step=WEATHER)
    lead, phone, passing, lines = at(enter("Linh Nguyen"), room, "facilitator"), enter("Karim Belkacem"), enter(), []
    phone.route_web_socket(re.compile("/room"), lambda line: line.close())
    passing.on("websocket", lambda line: lines.append(line.url))
    at(phone, room, "phone")
    at(passing, room, "phone")

    press(lead, "Point suivant")

    expect(phone.locator(HEAD)).to_have_text("Échange libre")
    expect(passing.locator(HEAD)).to_have_text("Échange libre")
    assert lines == []


def test_an_alarm_of_the_network_ends_when_it_is_back(enter, house):
    lead = at(enter("Linh Nguyen"), a_room(house, step=WEATHER), "facilitator")
    alarm = lead.locator("[data-fault]")
    lead.context.set_offline(True)
    press(lead, "Encore 5 minutes")
    expect(alarm).to_contain_text("Le réseau est absent")

    lead.context.set_offline(False)

    expect(alarm).to_be_hidden()
    expect(lead.locator("[data-word]")).to_contain_text("Le réseau est revenu")
    press(lead, "Encore 5 minutes")
    expect(lead.locator("[data-word]")).to_be_hidden()


def test_a_press_before_the_former_one_was_answered_is_not_lost(enter, house):
    lead, held = at(enter("Linh Nguyen"), a_room(house, step=WEATHER), "facilitator"), []
    lead.route("**/next-point/**", lambda route: held.append((route, route.fetch())), times=1)
    press(lead, "Point suivant")
    expect(lead.locator(HEAD)).to_have_text("Échange libre")  # by the line, which was quicker

    press(lead, "Point suivant")
    held[0][0].fulfill(response=held[0][1])

    expect(lead.locator(HEAD)).to_have_text("À prendre : qui, pour quand")


def test_a_double_click_goes_on_once(enter, house):
    lead, sent = at(enter("Linh Nguyen"), a_room(house, step=WEATHER), "facilitator"), []
    lead.on("request", lambda asked: sent.append(asked.url) if asked.method == "POST" else None)
    on_it = lead.get_by_role("button", name="Point suivant").bounding_box()
    where = on_it["x"] + on_it["width"] / 2, on_it["y"] + on_it["height"] / 2

    lead.mouse.click(*where)
    expect(lead.locator(HEAD)).to_have_text("Échange libre")
    lead.mouse.down(click_count=2)  # its second half, after the screen moved on
    lead.mouse.up(click_count=2)
    lead.get_by_role("button", name="Encore 5 minutes").click()
    expect(lead.locator("[data-ends]").first).to_contain_text("30")

    assert [address for address in sent if "next-point" in address] == sent[:1]


def test_a_screen_in_pause_waits(enter, house):
    room = a_room(house, step=WEATHER)
    lead, wall, frames = at(enter("Linh Nguyen"), room, "facilitator"), enter("Karim Belkacem"), []
    wall.on("websocket", lambda line: line.on("framereceived", lambda frame: frames.append(frame)))
    at(wall, room, "projector")
    wall.locator("[data-pause]").click()

    press(lead, "Point suivant")
    while not any("Échange libre</h1>" in str(frame) for frame in frames):
        wall.wait_for_timeout(20)

    expect(wall.locator(HEAD)).to_have_text("Tour de météo des groupes")
    wall.locator("[data-pause]").click()
    expect(wall.locator(HEAD)).to_have_text("Échange libre")


def test_a_phone_asks_for_little(enter, house):
    room = a_room(house, step=NEEDS)
    page = enter("Karim Belkacem")
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    sizes = []
    wire.on("Network.loadingFinished", lambda told: sizes.append(told["encodedDataLength"]))

    page.goto(f"{room}?as=phone", wait_until="networkidle")

    assert len([size for size in sizes if size]) <= 4
    assert sum(sizes) <= 35_000
