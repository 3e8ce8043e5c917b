"""Everything is done with the keyboard, in the order of reading, and one sees where one is."""

import pytest
from playwright.sync_api import expect

from tests.browser.house import DEMONSTRATION
from tests.browser.old_minutes import OLD, come_to_group, come_to_need

TO_TAKE = ("groups.Action", {"owner": None, "is_done": False})
STEPS = 60
WHERE = """() => { const at = document.activeElement, box = at.getBoundingClientRect();
    const seen = getComputedStyle(at);
    return {words: at.innerText, top: box.top + scrollY, outline: parseFloat(seen.outlineWidth), at: at.id}; }"""
PLACES = """() => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), textarea, select, summary')]
    .map(one => one.innerText)"""


def steps_through(page):
    """Press Tab until the page is left, and return each place where the focus stood."""
    places = []
    for _step in range(STEPS * 3):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            return places
        places.append(page.evaluate(WHERE))
    return places


def reach(page, words):
    for _step in range(STEPS):
        page.keyboard.press("Tab")
        seen, *_heard = page.evaluate("document.activeElement.innerText").strip().split("\n")
        if seen == words:
            return
    raise AssertionError(f"Tab does not reach “{words}”")


def test_the_first_step_skips_to_the_content(enter):
    page = enter()
    page.goto(DEMONSTRATION)

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_the_focus_goes_through_every_link_in_their_order(enter):
    page = enter()
    page.goto(DEMONSTRATION)

    places = steps_through(page)

    assert [place["words"] for place in places] == page.evaluate(PLACES)


def test_one_sees_where_the_focus_is(enter):
    page = enter()
    page.goto(DEMONSTRATION)

    places = steps_through(page)

    assert [place["words"] for place in places if place["outline"] < 2] == []


def test_an_action_is_taken_on_and_given_back_without_a_mouse(enter, house):
    page = enter("Inês Figueiredo")
    page.goto(house.paths_of(TO_TAKE)[0])

    reach(page, "Je m’en charge")
    page.keyboard.press("Enter")
    expect(page.get_by_role("main").get_by_role("status").last).to_contain_text("Vous vous en chargez.")
    reach(page, "Annuler")
    page.keyboard.press("Enter")

    expect(page.get_by_role("button", name="Je m’en charge")).to_be_visible()


def test_near_lines_and_an_invitation_are_answered_without_a_mouse(enter, house):
    page = enter()

    for come, button, answer in (
        (come_to_group, "Les rapprocher", "Annuler"),
        (come_to_group, "Pas maintenant", "Annuler"),
    ):
        come(page, house)
        reach(page, button)
        with page.expect_navigation():
            page.keyboard.press("Enter")
        reach(page, answer)
        with page.expect_navigation():
            page.keyboard.press("Enter")
        expect(page.get_by_role("button", name=button).first).to_be_visible()


@pytest.mark.parametrize("answer", ["Oui, c’est en cours", "C’est du passé, on le garde"])
def test_whether_it_is_still_true_is_said_and_taken_back_without_a_mouse(enter, house, answer):
    page = enter()
    come_to_need(page, house)

    reach(page, answer)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("main")).not_to_contain_text(OLD)
    reach(page, "Annuler")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    expect(page.get_by_role("main")).to_contain_text(OLD)
