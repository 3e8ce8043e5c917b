"""The screens of a room keep to their size: bars that hide little, pages of the projector that fit and turn."""

import pytest
from playwright.sync_api import expect

from tests.browser.rooms import DECIDING, NEEDS, TAKING_UP, WEATHER, a_room, at, press

HEAD = "main h1"

PHONE = {"viewport": {"width": 360, "height": 640}}
SMALL = {"viewport": {"width": 1280, "height": 800}}
HIDDEN = """() => [...document.querySelectorAll('.bar, .pad-tools, .thumb')]
  .filter(one => ['sticky', 'fixed'].includes(getComputedStyle(one).position))
  .reduce((sum, one) => sum + one.offsetHeight, 0) / innerHeight"""
FITS = "() => document.documentElement.scrollHeight <= innerHeight"
# The letters and what comes with the line move everything: pages are cut anew after each.
SETTLED = "() => document.fonts.status === 'loaded' && document.querySelector('room-live').line?.isOpen"
SHOWN = "() => [...document.querySelectorAll('[data-turns] > *')].filter(one => !one.hidden).map(one => one.id)"
COUNT_SHOWN = "() => document.querySelector('room-live').addEventListener('shown', () => { window.shown = true; })"
ALL = "() => [...document.querySelectorAll('[data-turns] > *')].map(one => one.id)"
PAUSE = "() => { document.querySelector('room-live').isPaused = true; }"  # pages turn by the keys alone


@pytest.mark.parametrize("screen", ["facilitator", "scribe"])
def test_the_bars_hide_at_most_a_seventh_of_a_phone(enter, house, screen):
    page = at(enter("Linh Nguyen", **PHONE), a_room(house, step=WEATHER), screen)
    page.locator(".bar").wait_for()
    if screen == "scribe":
        page.locator(".cm-content").wait_for()

    assert page.evaluate(HIDDEN) <= 0.15


def test_the_scribe_sees_the_notes_and_what_they_may_become_above_the_bar(enter, house):
    page = at(enter("Linh Nguyen", **SMALL), a_room(house, step=WEATHER), "scribe")
    text = page.locator(".cm-content")
    text.wait_for()
    bar = page.locator(".bar").bounding_box()
    assert text.bounding_box()["y"] + 100 < bar["y"]  # three lines at least, without scrolling

    text.focus()
    page.keyboard.insert_text("Quelqu’un appelle le maçon.\n" * 30 + "Un dernier mot")
    page.keyboard.press("Shift+Home")

    choices = page.locator(".pad-choices:not(.pad-cells)").bounding_box()
    assert choices["y"] + choices["height"] <= bar["y"] + 1


@pytest.mark.parametrize(("width", "height"), [(1024, 768), pytest.param(1920, 1080, marks=pytest.mark.long)])
@pytest.mark.parametrize("step", [NEEDS, DECIDING, TAKING_UP])
def test_each_line_of_a_long_list_comes_on_a_page_of_the_projector_that_fits(enter, house, step, width, height):
    page = enter("Linh Nguyen", viewport={"width": width, "height": height})
    at(page, a_room(house, step=step), "projector")
    page.locator(".screen-foot").wait_for()
    page.wait_for_function(SETTLED)
    page.wait_for_function("() => !document.querySelector('[data-page]').hidden || " + FITS[6:])
    page.evaluate(PAUSE)
    seen: list[str] = []

    while page.evaluate(SHOWN)[0] not in seen:
        page.wait_for_function(FITS)
        seen += page.evaluate(SHOWN)
        page.keyboard.press("PageDown")

    lines = page.evaluate(ALL)
    first = lines.index(seen[0])  # pages turned by themselves until now
    assert seen == lines[first:] + lines[:first]


def test_pages_are_cut_anew_where_the_words_at_the_foot_take_more_lines(enter, house):
    page = enter("Linh Nguyen", viewport={"width": 1024, "height": 768})
    at(page, a_room(house, step=TAKING_UP), "projector")
    page.wait_for_function(SETTLED)
    page.locator("[data-page]:visible").wait_for()

    page.evaluate("() => document.querySelector('.screen-foot > div').append('Le temps prévu est passé. '.repeat(4))")

    page.wait_for_function(FITS)
    assert page.locator("[data-turns] > :visible").count()


def test_the_text_of_who_writes_follows_the_point(enter, house):
    room = a_room(house, step=WEATHER)
    lead, scribe = at(enter("Linh Nguyen"), room, "facilitator"), at(enter("Karim Belkacem", **SMALL), room, "scribe")
    scribe.locator(".cm-content").wait_for()
    scribe.locator(".cm-content").focus()

    press(lead, "Point suivant")
    scribe.locator(HEAD, has_text="Échange libre").wait_for()
    scribe.wait_for_function("() => document.querySelector('live-note').pad.editor.view.state.selection.main.head > 0")
    scribe.keyboard.insert_text(" On parle.")

    expect(scribe.locator(".cm-line", has_text="Échange libre On parle.")).to_be_visible()


@pytest.mark.long
def test_a_server_killed_in_mid_round_comes_back_where_the_round_was(enter, house):
    """The screens stay open: they say that the network is away, then go on with the same round."""
    room = a_room(house, step=WEATHER)
    lead, wall = at(enter("Linh Nguyen"), room, "facilitator"), at(enter("Karim Belkacem"), room, "projector")
    turn = lead.locator("[id^=live-mood-][aria-current=step]")
    first, said = turn.get_attribute("id"), wall.locator(".weathers li").count()
    press(lead, "soleil")
    expect(wall.locator(".weathers li")).to_have_count(said + 1)
    expect(turn).not_to_have_attribute("id", first)
    called_on = turn.get_attribute("id")
    house.die()
    press(lead, "éclaircies")
    expect(lead.locator("[data-fault]")).to_contain_text("Le réseau est absent")

    for page in (lead, wall):
        page.evaluate(COUNT_SHOWN)

    house.come_back()

    expect(lead.locator("[data-word]")).to_contain_text("Le réseau est revenu")
    for page in (lead, wall):  # what comes with the line moves buttons: it is there before one is pressed
        page.wait_for_function("() => document.querySelector('room-live').line.isOpen && window.shown")
    expect(turn).to_have_attribute("id", called_on)
    press(lead, "éclaircies")
    expect(turn).not_to_have_attribute("id", called_on)
    expect(wall.locator(".weathers li")).to_have_count(said + 2)
