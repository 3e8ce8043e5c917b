"""« Copier le mur » in a bad hall: no line is lost, none is doubled, and they leave in the order of the hand."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.hall_phones import cut, kept_on, sent

NO_ROOM = """(name) => {
    const entry = JSON.parse(localStorage.getItem(name)), other = "palabre kept elsewhere", why = "gardé";
    const others = (words) => [[other, {...entry, why, words}]];
    const room = 200_000 - localStorage.getItem(name).length - JSON.stringify(others("")).length;
    localStorage.setItem(other, JSON.stringify(others("x".repeat(room))[0][1]));
}"""


def test_a_wall_is_copied_without_the_network_in_the_order_of_the_lines(phone, hall):
    page = phone("copy/", key=hall.host)
    cut(page)
    lines = ("3 Qui aide à remplir les papiers ?", "5 Qui répare ?", "3 1 A", "12 1 B", "3 2 A")
    for nth, line in enumerate(lines, 1):
        page.get_by_label("Feuille, heure, lieu").fill(line)
        page.keyboard.press("Enter")
        expect(page.get_by_label("Feuille, heure, lieu")).to_have_value("")
        expect(page.locator("kept-posts [data-entries] > li")).to_have_count(nth)

    cut(page, False)

    expect(page.locator("kept-posts [data-told] a")).to_have_count(len(lines))
    assert hall.rows()[:2] == [[(3, "Qui aide à remplir les papiers ?"), (5, "Qui répare ?")], ["12 1 B", "3 2 A"]]


def test_a_line_typed_before_the_former_one_is_answered_is_still_there(phone, hall):
    page = phone("copy/", key=hall.host)
    held = []
    page.route("**/copy/", lambda route: held.append(route) if route.request.method == "POST" else route.fallback())
    field = page.get_by_label("Feuille, heure, lieu")
    field.fill("12 1 A")
    page.keyboard.press("Enter")
    expect(page.locator("form[aria-busy=true]")).to_be_visible()

    page.keyboard.type("7 1 B")  # in place of the line that leaves
    with page.expect_navigation():
        held[0].continue_()

    expect(page.get_by_text("À 0 h, Table 1.")).to_be_visible()
    expect(field).to_have_value("7 1 B")
    page.unroute("**/copy/")
    page.keyboard.press("Enter")
    expect(page.get_by_text("À 0 h, Jardin.")).to_be_visible()
    expect(field).to_have_value("")
    assert hall.rows()[1] == ["12 1 A", "7 1 B"]


def test_a_line_typed_while_the_network_fails_is_still_there(phone, hall):
    page = phone("copy/", key=hall.host)
    held = []
    page.route("**/copy/", lambda route: held.append(route) if route.request.method == "POST" else route.fallback())
    field = page.get_by_label("Feuille, heure, lieu")
    field.fill("12 1 A")
    page.keyboard.press("Enter")
    expect(page.locator("form[aria-busy=true]")).to_be_visible()
    page.keyboard.type("7 1 B")

    held[0].abort("connectionreset")

    expect(page.locator("kept-posts [data-entries] > li")).to_have_count(1)
    expect(field).to_have_value("7 1 B")


@pytest.fixture
def copyist(phone, hall):
    """Open « Copier le mur » and press a line, whose post is held."""

    def opened(line):
        page, held = phone("copy/", key=hall.host), []

        def hold(route):
            return held.append(route) if route.request.method == "POST" and not held else route.fallback()

        page.route("**/copy/", hold)
        page.get_by_label("Feuille, heure, lieu").fill(line)
        page.keyboard.press("Enter")
        expect(page.locator("form[aria-busy=true]")).to_be_visible()
        return page, held

    return opened


def test_a_line_typed_while_the_former_one_is_refused_is_still_there_and_so_is_that_one(copyist, hall):
    page, held = copyist("12 Un autre texte ?")
    page.keyboard.type("7 1 B")
    held[0].continue_()

    refused, field = page.locator("kept-posts [data-entries] > li"), page.get_by_label("Feuille, heure, lieu")
    expect(refused).to_contain_text("12 Un autre texte ?")
    expect(refused).to_contain_text("Pas envoyé")
    expect(field).to_have_value("7 1 B")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_text("À 0 h, Jardin.")).to_be_visible()
    expect(refused).to_contain_text("12 Un autre texte ?")
    field.fill("3 Qui")
    refused.get_by_role("button", name="Le reprendre").click()
    expect(field).to_have_value("12 Un autre texte ?")
    expect(refused).to_have_text([re.compile("12 Un autre texte"), re.compile("3 Qui")])
    assert hall.rows()[1] == ["7 1 B"]


def test_lines_pressed_before_the_first_one_is_answered_leave_in_order(copyist, hall):
    page, held = copyist("12 1 A")
    for line in ("7 1 B", "12 -"):
        page.keyboard.type(line)
        page.keyboard.press("Enter")
        expect(page.get_by_label("Feuille, heure, lieu")).to_have_value("")
    held[0].continue_()

    sent(page, re.compile("^12. Qui passe voir"))
    assert hall.rows()[1] == ["7 1 B"]
    assert kept_on(page) == []


def test_a_line_refused_by_a_server_to_a_device_that_is_full_is_said_to_be_so(phone, hall):
    page = phone("copy/", key=hall.host)
    cut(page)
    page.get_by_label("Feuille, heure, lieu").fill("12 Un autre texte ?")
    page.keyboard.press("Enter")
    refused = page.locator("kept-posts [data-entries] > li")
    expect(refused).to_contain_text("12 Un autre texte ?")
    page.evaluate(NO_ROOM, kept_on(page)[0])

    cut(page, False)

    expect(refused.filter(has_text="Un autre texte")).to_contain_text("Pas envoyé")


def test_a_line_being_typed_outlives_a_page_that_did_not_come(phone, hall):
    page, held = phone("copy/", key=hall.host), []
    page.route("**/copy/", lambda route: held.append(route) if route.request.method == "POST" else route.fallback())
    page.get_by_label("Feuille, heure, lieu").fill("12 1 A")
    page.keyboard.press("Enter")
    expect(page.locator("form[aria-busy=true]")).to_be_visible()
    page.keyboard.type("7 1 B")
    page.route("**/copy/", lambda route: route.abort("connectionreset"))
    with page.expect_event("requestfailed"):
        held[0].continue_()
    page.unroute_all()

    page.goto(hall.forum)
    page.goto(hall.forum + "copy/")

    expect(page.get_by_label("Feuille, heure, lieu")).to_have_value("7 1 B")
