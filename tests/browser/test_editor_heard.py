"""The live editor as those hear it who do not see it: Chromium's accessibility tree, and what is said aloud."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.hearing import heard, listen, one, stops, tree
from tests.browser.house import DEMONSTRATION
from tests.browser.writing import OFFLINE, SAVED, begin, has_text, live, state

TEXT = "24 novembre 2026\n\nPrésents : Karim Belkacem, Yasmine Haddad\n\nIl nous faut deux barnums avant le 9\n"
HOW = "La touche Tab quitte le texte."
TOOLS = ["Titre", "Gras", "Liste", "Cases", "Lien", "Tableau", "Image"]
ASKED = "Un besoin ?"
INVITE = """
from palabre.people.access import links; from palabre.people.models import Person
from palabre.wiki.readers.page_invitations import invite; from palabre.wiki.models import Page
page = Page.objects.get(space__is_demonstration=True, slug={slug!r}); by = Person.objects.get(name="Karim Belkacem")
print(links.link_path(invite(page, "Colette Aubry", by=by, at=timezone.now())))
"""


@pytest.fixture
def address(enter):
    return begin(enter("Karim Belkacem"), "Réunion des porteurs", TEXT)


@pytest.fixture
def karim(enter, address):
    page = enter("Karim Belkacem")
    live(page, address)
    return page


def test_the_text_has_a_name_and_says_how_to_leave(karim):
    text = one(karim, "textbox", "Le texte, écrit à plusieurs")

    assert text.description.startswith(HOW)


@pytest.mark.long
def test_tools_are_one_bar_of_named_buttons(karim):
    bar = karim.get_by_role("toolbar", name="Outils")

    assert [button.inner_text() for button in bar.get_by_role("button").all()] == TOOLS
    assert [node.name for node in tree(karim) if node.role == "button" and node.name in TOOLS] == TOOLS


def test_what_changes_the_day_is_said_aloud_once(karim):
    listen(karim)
    karim.context.set_offline(True)
    state(karim).to_have_text(OFFLINE)
    karim.locator(".cm-content").focus()
    karim.keyboard.type("Du laurier. ")
    karim.context.set_offline(False)
    state(karim).to_have_text(SAVED)

    karim.wait_for_function("last => window.heard.includes(last)", arg=SAVED)

    assert heard(karim) == [OFFLINE, SAVED]


def test_what_others_type_is_never_said_aloud(enter, karim, address):
    yasmine = enter("Yasmine Haddad")
    live(yasmine, address)
    listen(karim)

    yasmine.locator(".cm-content").focus()
    yasmine.keyboard.press("Control+End")
    yasmine.keyboard.type("Et du thym.")
    has_text(karim, "Et du thym.")
    expect(karim.locator(".pad-flag")).to_have_text("Yasmine Haddad")

    assert heard(karim) == []
    assert [node for node in tree(karim) if node.live not in ("", "off") and "thym" in node.name] == []


@pytest.mark.long
def test_the_flag_of_another_caret_is_not_heard(enter, karim, address):
    yasmine = enter("Yasmine Haddad")
    live(yasmine, address).focus()
    expect(karim.locator(".pad-flag")).to_have_text("Yasmine Haddad")

    assert [node.name for node in tree(karim) if node.name == "Yasmine Haddad"] == []


def test_tab_goes_from_the_text_to_what_is_asked_then_to_the_way_back(karim):
    asked = karim.locator(".pad-margin form", has_text=ASKED)
    expect(asked).to_be_visible()

    reached = stops(karim, karim.locator(".cm-content"), "Revenir à la page")

    assert [name.replace(" ,", ",") for name in reached if ASKED in name] == [f"Oui, {ASKED}", f"Non, {ASKED}"]
    assert (reached[-1], [name for name in reached if name in TOOLS]) == ("Revenir à la page", [])


def test_shift_tab_goes_from_the_text_to_the_tools_and_tab_comes_back(karim):
    text = karim.locator(".cm-content")
    text.focus()

    karim.keyboard.press("Shift+Tab")
    expect(karim.get_by_role("button", name="Titre")).to_be_focused()
    karim.keyboard.press("Tab")

    expect(text).to_be_focused()


@pytest.mark.long
def test_a_slash_offers_the_lists_that_stay_alive(karim):
    karim.locator(".cm-content").focus()
    karim.keyboard.press("Control+End")
    karim.keyboard.type("/pages")

    karim.get_by_role("option", name="Pages sous celle-ci").click()

    has_text(karim, "{{pages sous celle-ci}}")


@pytest.mark.long
def test_words_of_one_line_stand_whole_in_the_margin(enter):
    page = enter("Karim Belkacem", viewport={"width": 1280, "height": 800})
    page.goto(f"{DEMONSTRATION}pages/")
    minutes = page.get_by_role("link", name=re.compile("^Première réunion des porteurs")).first.get_attribute("href")
    page.goto(f"{minutes}text/")
    line = page.locator(".pad-things", has=page.locator(".pad-rest")).first

    expect(line.locator(".pad-rest")).to_be_visible()
    shown = line.locator(".tag").first
    assert shown.evaluate("word => word.getBoundingClientRect().left >= 0 && word.scrollWidth <= word.offsetWidth")
    assert line.locator("a").count() == 1 + int(line.locator(".pad-rest").inner_text())


@pytest.mark.long
def test_a_guest_by_a_link_hears_the_same_editor(enter, house, address):
    page = enter()
    page.goto(house.ask(INVITE.format(slug=address.split("/")[-3])))
    live(page, f"{page.url}text/")

    assert one(page, "textbox", "Le texte, écrit à plusieurs").description.startswith(HOW)
    expect(page.get_by_role("toolbar", name="Outils")).to_match_aria_snapshot(GUESTS_BAR)


GUESTS_BAR = '- toolbar "Outils":\n' + "\n".join(f'  - button "{name}"' for name in TOOLS if name != "Image")
