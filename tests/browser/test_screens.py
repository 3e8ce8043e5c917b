"""Every screen of the list, French and English, light and dark, narrow and wide: axe, overflow, the console."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from palabre.web.middleware import LANGUAGE_COOKIE
from tests.browser.screens import SCREENS

WIDTHS = (320, 640, 1280)  # 640: a screen of 1280 enlarged to 200 %
EVERYTHING = {"resultTypes": ["violations"]}
COLOURS = {"resultTypes": ["violations"], "runOnly": ["color-contrast", "link-in-text-block"]}


@pytest.fixture(scope="session")
def axe():
    return Axe()


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_is_for_everybody(enter, house, axe, name):
    who, reach = SCREENS[name]
    page = enter(who)
    faults = []

    for language in ("fr", "en"):
        speak(page, house, language)
        reach(page, house)
        assert page.locator("html").get_attribute("lang") == language
        faults += [f"{language} {fault}" for fault in faults_of(page, axe)]

    assert faults == []


def test_faults_that_are_planted_are_seen(enter, axe):
    page = enter()
    page.goto("/")
    page.evaluate("""() => { document.documentElement.lang = ''; const wide = document.createElement('pre');
        wide.textContent = '—'.repeat(400); document.querySelector('main').append(wide); }""")

    faults = "\n".join(faults_of(page, axe))

    assert "320 light: html-has-lang on html" in faults
    assert "320: " in faults


def speak(page, house, language):
    page.context.add_cookies([{"name": LANGUAGE_COOKIE, "value": language, "url": house.url}])


def faults_of(page, axe):
    """Look at a screen at each width, in light; then at its colours in the dark."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        yield from overflow(page, width)
        if width != 640:
            page.emulate_media(color_scheme="light")
            yield from violations(axe.run(page, options=EVERYTHING), f"{width} light")
            page.emulate_media(color_scheme="dark")
            yield from violations(axe.run(page, options=COLOURS), f"{width} dark")


def overflow(page, width):
    whole = page.evaluate("document.documentElement.scrollWidth")
    return [f"{width}: {whole} px wide"] if whole > width else []


def violations(results, where):
    for one in results.response["violations"]:
        nodes = ", ".join(" ".join(node["target"]) for node in one["nodes"][:3])
        yield f"{where}: {one['id']} on {nodes}"
