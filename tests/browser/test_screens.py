"""The screens of the list: axe, overflow, the console. In French and narrow; --all: in each language, width and light.

By default those that together hold every piece (tests/browser/pieces.py); with --all, each one.

A template says the same things in both languages, whose words are complete (tools/catalogues.py), and its colours are
those of its pieces: what is looked at once, wherever a piece is met first, is the contrast of each piece in each light.
"""

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from palabre.web.middleware import LANGUAGE_COOKIE
from tests import lengths
from tests.browser.axe import ALL, ALL_BUT_CONTRAST, COLOURS, FLAT, HEIGHT, faint_pieces, load_axe, overflow, violations
from tests.browser.pieces import MET_ELSEWHERE, pieces_of, wrongly_left_out
from tests.browser.screens import SCREENS

NARROW, *WIDER = WIDTHS = (320, 640, 1280)  # 640 is a screen of 1280 enlarged to 200 %; 320, enlarged to 400 %
BY_DEFAULT = [pytest.param(name, marks=pytest.mark.long) if name in MET_ELSEWHERE else name for name in SCREENS]
IN_FRENCH = {"a page within another site"}  # no cookie is read there: it speaks as its text does


@pytest.fixture(scope="session")
def known():
    """The pieces whose contrast was measured, by light."""
    return {"light": set(), "dark": set()}


@pytest.fixture(scope="session")
def met():
    """The pieces of each screen, where a long run looks at all of them."""
    return {}


@pytest.mark.parametrize("name", BY_DEFAULT)
def test_a_screen_is_for_everybody(same_page, house, known, met, name):
    page = come_to(name, same_page, house, language="fr")
    if lengths.is_whole:
        met[name] = pieces_of(page)

    faults = [
        *overflow(page, NARROW),
        *violations(page, ALL_BUT_CONTRAST, "320"),
        *faint_pieces(page, known),
        *overflow(page, *WIDER),
        *page.complaints,
    ]

    assert faults == []


@pytest.mark.long
def test_a_screen_that_is_left_out_holds_no_piece_of_its_own(met):
    if met.keys() != SCREENS.keys():
        pytest.skip("une partie des écrans seulement a été vue ici")

    assert wrongly_left_out(met) == {}


def test_the_screens_that_are_left_out_are_of_the_list():
    assert SCREENS.keys() >= MET_ELSEWHERE


@pytest.mark.long
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_is_for_everybody_in_each_language_and_light(same_page, house, name, language):
    page = come_to(name, same_page, house, language=language)
    page.evaluate(FLAT)
    faults = page.complaints

    faults += violations(page, ALL if language == "fr" else ALL_BUT_CONTRAST, "320")
    faults += overflow(page, *WIDTHS)
    if language == "fr":  # colours are those of the pieces, whatever their words; so is what a wide screen shows
        faults += violations(page, ALL, "1280")
        page.emulate_media(color_scheme="dark")
        faults += violations(page, COLOURS, "1280 dark")
        page.emulate_media(color_scheme="light")

    assert faults == []


def come_to(name, same_page, house, *, language):
    who, reach = SCREENS[name]
    page = same_page(who)
    page.set_viewport_size({"width": NARROW, "height": HEIGHT})
    page.context.add_cookies([{"name": LANGUAGE_COOKIE, "value": language, "url": house.url}])
    reach(page, house)
    load_axe(page)
    assert page.locator("html").get_attribute("lang") == ("fr" if name in IN_FRENCH else language)
    return page


def test_a_title_without_a_space_widens_no_list_of_pages(same_page, house):
    page = come_to("pages", same_page, house, language="fr")

    page.evaluate("""() => document.querySelectorAll('main li:not(.tool) > a:not(.note)')
        .forEach(one => { one.textContent = 'x'.repeat(190); })""")

    assert [*overflow(page, *WIDTHS)] == []


@pytest.fixture
def planted(enter):
    """The first page with faults: no language, a line too long, words too pale, and a link that nothing tells apart."""
    page = enter()
    page.add_init_script(AXE_SCRIPT)
    page.goto("/")
    page.evaluate("""() => { document.documentElement.lang = '';
        const [wide, pale] = ['pre', 'p'].map(name => document.querySelector('main').appendChild(
            document.createElement(name)));
        wide.textContent = '—'.repeat(400); pale.textContent = 'Des mots trop pâles'; pale.style.color = '#555'; }""")
    return page


def test_faults_that_are_planted_are_seen(planted):
    assert any(fault.startswith("640: ") for fault in overflow(planted, *WIDTHS))
    assert "320: html-has-lang on html" in [*violations(planted, ALL_BUT_CONTRAST, "320")]


def test_a_piece_that_is_too_pale_is_seen_once_in_the_light_where_it_is(planted):
    none_yet = {"light": set(), "dark": set()}

    first, again = [*faint_pieces(planted, none_yet)], [*faint_pieces(planted, none_yet)]

    assert [fault.partition(" on ")[0] for fault in first] == ["dark: color-contrast"]
    assert again == []


def test_a_known_piece_on_another_background_is_a_new_one(planted):
    known = {"light": set(), "dark": set()}
    assert "light" not in "\n".join(faint_pieces(planted, known))

    planted.evaluate("() => { document.querySelector('main').style.background = '#666' }")

    assert "light: color-contrast" in "\n".join(faint_pieces(planted, known))


@pytest.mark.parametrize("name", ["space", "groups", "group", "question", "needs", "need", "actions", "meetings"])
def test_what_is_named_without_a_space_widens_no_screen(same_page, house, name):
    page = come_to(name, same_page, house, language="fr")

    page.evaluate("""() => document.querySelectorAll('main :is(h1, h4, li, p) > a:not(.button, .note, .all), main h1')
        .forEach(one => { one.textContent = 'x'.repeat(190); })""")

    assert [*overflow(page, *WIDTHS)] == []
