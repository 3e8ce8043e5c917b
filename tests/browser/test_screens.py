"""Every screen of the list: axe, overflow, the console. In French and narrow; with --all, in each language and light.

A template says the same things in both languages, whose words are complete (tools/catalogues.py), and its colours are
those of its pieces: what is looked at once, wherever a piece is met first, is the contrast of each piece in each light.
"""

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from palabre.web.middleware import LANGUAGE_COOKIE
from tests.browser.axe import ALL, ALL_BUT_CONTRAST, COLOURS, FLAT, HEIGHT, LOAD_AXE, faint_pieces, overflow, violations
from tests.browser.screens import SCREENS

NARROW, *WIDER = WIDTHS = (320, 640, 1280)  # 640 is a screen of 1280 enlarged to 200 %; 320, enlarged to 400 %
IN_FRENCH = {"a page within another site"}  # no cookie is read there: it speaks as its text does


@pytest.fixture(scope="session")
def known():
    """The pieces whose contrast was measured, by light."""
    return {"light": set(), "dark": set()}


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_is_for_everybody(same_page, house, known, name):
    page = come_to(name, same_page, house, language="fr")

    faults = [
        *overflow(page, NARROW),
        *violations(page, ALL_BUT_CONTRAST, "320"),
        *faint_pieces(page, known),
        *overflow(page, *WIDER),
        *page.complaints,
    ]

    assert faults == []


@pytest.mark.long
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_is_for_everybody_in_each_language_and_light(same_page, house, name, language):
    page = come_to(name, same_page, house, language=language)
    page.evaluate(FLAT)
    faults = page.complaints

    for width in WIDTHS:
        faults += [*overflow(page, width), *violations(page, ALL, f"{width}")]
        page.emulate_media(color_scheme="dark")
        faults += violations(page, COLOURS, f"{width} dark")
        page.emulate_media(color_scheme="light")

    assert faults == []


def come_to(name, same_page, house, *, language):
    who, reach = SCREENS[name]
    page = same_page(who)
    page.set_viewport_size({"width": NARROW, "height": HEIGHT})
    page.context.add_cookies([{"name": LANGUAGE_COOKIE, "value": language, "url": house.url}])
    reach(page, house)
    page.evaluate(LOAD_AXE)
    assert page.locator("html").get_attribute("lang") == ("fr" if name in IN_FRENCH else language)
    return page


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
