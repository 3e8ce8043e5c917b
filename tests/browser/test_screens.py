"""Every screen of the list: axe, overflow, the console; in French and English, light and dark, narrow and wide."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from palabre.web.middleware import LANGUAGE_COOKIE
from tests.browser.screens import SCREENS

EVERYTHING = {"resultTypes": ["violations"]}
COLOURS = {"resultTypes": ["violations"], "runOnly": ["color-contrast", "link-in-text-block"]}
WIDTHS = {  # what is laid out otherwise, shown or hidden, when there is room
    "resultTypes": ["violations"],
    "runOnly": [
        *COLOURS["runOnly"],
        "aria-hidden-focus",
        "empty-heading",
        "heading-order",
        "landmark-one-main",
        "page-has-heading-one",
        "region",
        "scrollable-region-focusable",
    ],
}
WORDS = {  # what a translation that was forgotten, or is empty, takes away
    "resultTypes": ["violations"],
    "runOnly": [
        "aria-command-name",
        "aria-input-field-name",
        "button-name",
        "document-title",
        "empty-heading",
        "html-has-lang",
        "html-lang-valid",
        "image-alt",
        "input-button-name",
        "label",
        "link-name",
        "select-name",
        "summary-name",
        "svg-img-alt",
        "valid-lang",
    ],
}

# A template says the same things in both languages and its colours are those of its light: at each width, what
# can differ there; in the other language, its words. Every screen is looked at in all, narrow, in French.
# 640 is a screen of 1280 enlarged to 200 %; 320, enlarged to 400 %.
LOOKS = {
    "fr": [(320, "light", EVERYTHING), (320, "dark", COLOURS), (640, "light", None), (1280, "light", WIDTHS)],
    "en": [(320, "light", WORDS), (640, "light", None), (1280, "light", None)],
}
# The margin line is drawn as a background that no words touch: axe would measure no contrast over a gradient.
FLAT = """() => { const sheet = new CSSStyleSheet();
    sheet.replaceSync("body, .panneau { background-image: none !important }");
    document.adoptedStyleSheets = [sheet]; }"""
IN_FRENCH = {"a page within another site"}  # no cookie is read there: it speaks as its text does
RUN_AXE = "options => axe.run(document, options).then(({violations, incomplete}) => ({violations, incomplete}))"


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_is_for_everybody(enter, house, name):
    who, reach = SCREENS[name]
    page = enter(who, at="")
    page.add_init_script(AXE_SCRIPT)
    faults = []

    for language, looks in LOOKS.items():
        speak(page, house, language)
        reach(page, house)
        assert page.locator("html").get_attribute("lang") == (language if name not in IN_FRENCH else "fr")
        faults += [f"{language} {fault}" for fault in faults_of(page, looks)]

    assert faults == []


def test_faults_that_are_planted_are_seen(enter):
    page = enter()
    page.add_init_script(AXE_SCRIPT)
    page.goto("/")
    page.evaluate("""() => { document.documentElement.lang = '';
        const [wide, pale] = ['pre', 'p'].map(name => document.querySelector('main').appendChild(
            document.createElement(name)));
        wide.textContent = '—'.repeat(400); pale.textContent = 'Des mots trop pâles'; pale.style.color = '#777'; }""")

    faults = "\n".join(faults_of(page, LOOKS["fr"]))

    assert "320 light: html-has-lang on html" in faults
    assert "320 dark: color-contrast" in faults
    assert "640: " in faults


def speak(page, house, language):
    page.context.add_cookies([{"name": LANGUAGE_COOKIE, "value": language, "url": house.url}])


def faults_of(page, looks):
    """Look at a page, which axe came into as it was loaded, in each of these widths and lights."""
    page.evaluate(FLAT)
    for width, light, asked in looks:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=light)
        yield from overflow(page, width)
        if asked:
            yield from violations(page.evaluate(RUN_AXE, asked), f"{width} {light}")


def overflow(page, width):
    whole = page.evaluate("document.documentElement.scrollWidth")
    return [f"{width}: {whole} px wide"] if whole > width else []


def violations(found, where):
    for one in found["violations"]:
        nodes = ", ".join(" ".join(node["target"]) for node in one["nodes"][:3])
        yield f"{where}: {one['id']} on {nodes}"
