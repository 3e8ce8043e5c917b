"""At most five questions about minutes, answered by keyboard alone and without JavaScript; undone where they stand."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.minutes import give

STEPS = 60
ANSWERS = ["Oui", "Mardi 4 avril 2023", "Bastien Lorrimer", "On ne sait pas encore", "Je ne sais pas"]


def press(page: Page, words: str) -> None:
    """Reach these words with Tab, from where the focus is, and press Enter."""
    page.locator("#question").wait_for()
    for _step in range(STEPS):
        page.keyboard.press("Tab")
        if plain(page.evaluate("document.activeElement?.innerText ?? ''")) == words:
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"Tab does not reach “{words}”")


def plain(text: str) -> str:
    return " ".join(text.split())


def said(page: Page) -> str:
    return plain(page.locator("#question").inner_text())


@pytest.mark.parametrize(
    "options", [pytest.param({}, marks=pytest.mark.long), {"java_script_enabled": False}], ids=["script", "no script"]
)
def test_five_questions_are_answered_by_keyboard_alone(enter, options):
    page = enter(**options)
    give(page)
    expect(page.locator("#question")).to_contain_text("1 sur 5")

    for number, words in enumerate(ANSWERS, 1):
        press(page, words)
        expect(page.locator("#question summary", has_text="donnée")).to_contain_text(str(number))

    assert "Plus rien à vous demander" in said(page)


def test_the_focus_lands_on_the_next_question(enter):
    page = enter()
    give(page)

    press(page, "Oui")

    expect(page.locator("#question")).to_be_focused()
    expect(page.locator("#question")).to_be_in_viewport()


@pytest.mark.long
def test_an_answer_is_undone_in_the_sentence_that_says_it(enter):
    page = enter()
    give(page)
    press(page, "Oui")
    expect(page.locator("#question")).to_contain_text("C’est une seule organisation.")

    press(page, "Annuler")

    expect(page.locator("#question")).to_contain_text("1 sur 5")


def test_another_day_is_typed_and_one_that_is_none_is_said_beside_it(enter):
    page = enter(java_script_enabled=False)
    give(page)
    page.locator("#question").get_by_role("button", name="Plus tard").click()

    page.locator("#question summary", has_text="Une autre date").click()
    page.locator("#jour").fill("2023-04-11")
    page.get_by_role("button", name="Noter ce jour").click()

    assert "C’est le mardi 11 avril 2023." in said(page)


def test_one_gesture_in_the_margin_settles_what_is_underlined(enter):
    page = enter(java_script_enabled=False)
    give(page)
    page.get_by_role("link", name="Ligne à ligne").click()
    page.locator("#l83 + .gap + .understood").get_by_role("button", name="Clarisse était là").click()

    margin = page.locator("#l83 + .gap + .understood")

    expect(margin).to_contain_text("Clarisse était là.")
    expect(margin.get_by_role("button", name="Annuler")).to_be_visible()
    expect(page.locator("#l83 .doubt")).to_have_count(0)


@pytest.mark.long
def test_on_a_phone_the_question_comes_right_after_the_sentence(enter):
    page = enter(viewport={"width": 360, "height": 800})
    give(page)

    boxes = {where: page.locator(where).bounding_box() for where in (".lead", "#question", "#suite")}

    assert boxes[".lead"]["y"] < boxes["#question"]["y"] < boxes["#suite"]["y"]
    assert page.evaluate("document.documentElement.scrollWidth") == 360


@pytest.mark.long
def test_on_a_wide_screen_the_question_stands_beside_the_result(enter):
    page = enter(viewport={"width": 1280, "height": 900})
    give(page)

    question, step = (page.locator(where).bounding_box() for where in ("#question", "#suite"))

    assert question["x"] > step["x"] + step["width"]
    assert question["y"] < step["y"]
