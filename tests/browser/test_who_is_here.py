"""Coming in by the join link, and the gestures of « Les gens »: by touch, by keyboard, without JavaScript."""

import pytest
from playwright.sync_api import expect

from tests.browser.circle import a_circle

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
EACH_WAY = pytest.mark.parametrize(
    "script", [pytest.param(True, marks=pytest.mark.long), False], ids=["script", "no script"]
)


@pytest.fixture
def circle(house):
    return a_circle(house)


@pytest.fixture
def steward(enter, circle):
    """Open the page as the steward, with or without JavaScript."""

    def opened(**options):
        page = enter(**options)
        space, key, _door = circle
        page.goto(key)
        page.locator("main form button").click()
        page.goto(f"{space}people/")
        return page

    return opened


@pytest.mark.parametrize(
    "options",
    [pytest.param(PHONE, marks=pytest.mark.long), PHONE | {"java_script_enabled": False}],
    ids=["touch", "no script"],
)
def test_she_enters_from_her_phone_and_is_known_there(enter, circle, options):
    space, _key, door = circle
    page = enter(**options)
    page.goto(door)
    assert door not in page.url

    page.get_by_label("Votre prénom et votre nom").fill("Nadia Ferhat")
    page.get_by_role("button", name="Entrer").tap()
    page.get_by_role("link", name="Groupes", exact=True).tap()
    page.get_by_role("link", name="Les gens").tap()

    expect(page.locator("main")).to_contain_text("Nadia Ferhat")
    page.goto(door)
    assert page.url.endswith(space)


def test_she_enters_by_keyboard_alone(enter, circle):
    page = enter()
    page.goto(circle[2])
    page.get_by_label("Votre prénom et votre nom").focus()

    page.keyboard.type("Nadia Ferhat")
    page.keyboard.press("Enter")

    page.wait_for_url(f"**{circle[0]}")


@EACH_WAY
def test_two_names_are_brought_together_and_parted_in_the_sentence(steward, script):
    page = steward(java_script_enabled=script)

    page.get_by_role("button", name="C’est la même personne").first.click()
    expect(page.locator(".done")).to_contain_text("ne font plus qu’un nom")
    page.get_by_role("button", name="Annuler").click()

    expect(page.locator(".done")).to_contain_text("de nouveau séparés")


@EACH_WAY
def test_the_care_is_handed_over_and_taken_back_in_the_sentence(steward, script):
    page = steward(java_script_enabled=script)

    page.get_by_role("button", name="Passer la main").click()
    expect(page.get_by_text("Hugo Ferreira anime cet espace.")).to_be_visible()
    page.get_by_role("button", name="Annuler").click()

    expect(page.get_by_text("Odile Tanneguy anime cet espace.")).to_be_visible()


def test_the_link_is_copied_with_one_touch(steward, circle, house):
    page = steward(permissions=["clipboard-read", "clipboard-write"])

    page.get_by_role("button", name="Copier, Lien pour entrer").click()

    expect(page.get_by_text("Copié.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == house.url + circle[2]


def test_without_javascript_the_link_is_selected_by_hand(steward, circle, house):
    page = steward(java_script_enabled=False)

    expect(page.get_by_label("Lien pour entrer")).to_have_value(house.url + circle[2])


def test_a_former_link_lets_nobody_in_and_says_so(steward, enter, circle):
    steward().get_by_role("button", name="Renouveler ce lien").click()
    page = enter()

    page.goto(circle[2])

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text("Ce lien a été retiré")).to_be_visible()
