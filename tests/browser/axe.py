"""What axe and the eye of a ruler say of a page: faults as sentences, each with where and how it was looked at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

# Half a megabyte: sent once for each browser, and run only where a page is looked at.
AXE_AT_HAND = f"globalThis.loadAxe = () => {{{AXE_SCRIPT}}}"
CONTRAST = ["color-contrast", "link-in-text-block"]
ALL_BUT_CONTRAST = {"resultTypes": ["violations"], "rules": {rule: {"enabled": False} for rule in CONTRAST}}
ALL = {"resultTypes": ["violations"]}
HEIGHT = 900  # pixels of a screen, whatever its width
COLOURS = {"resultTypes": ["violations"], "runOnly": CONTRAST}
RUN_AXE = """options => axe.run(document, options).then(({violations}) => violations)"""
# The margin line is drawn as a background that no words touch: axe would measure no contrast over a gradient.
FLAT = """() => { const sheet = new CSSStyleSheet();
    sheet.replaceSync("body, .board { background-image: none !important }");
    document.adoptedStyleSheets = [sheet]; }"""
# A piece is all that decides the contrast of some words: their colour, size, weight and line, the colours behind them,
# and the colour of the words around. Those not in `known` are looked at, and returned with what is wrong. All in one
# step: a room that is updated meanwhile keeps its elements.
LOOK_AT_NEW_PIECES = """async ([known, options]) => {
    const seen = new Set(known), fresh = [], include = [], behind = new Map();
    const stack = one => {
        if (!one) return "";
        if (!behind.has(one)) {
            const {backgroundColor, backgroundImage, opacity, mixBlendMode, filter} = getComputedStyle(one);
            const own = [backgroundColor, backgroundImage, opacity, mixBlendMode, filter].join(" ");
            const isOpaque = backgroundColor.startsWith("rgb(") && opacity === "1";
            behind.set(one, isOpaque ? own : own + "/" + stack(one.parentElement));
        }
        return behind.get(one);
    };
    const hasWords = one => [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim())
        || one.matches("input, textarea, select");
    for (const one of document.body.querySelectorAll("*")) {
        if (!hasWords(one) || !one.checkVisibility()) continue;
        const {color, fontSize, fontWeight, textDecorationLine, textShadow} = getComputedStyle(one);
        const around = one.matches("a") ? getComputedStyle(one.parentElement).color : "";
        const piece = [color, fontSize, fontWeight, textDecorationLine, textShadow, around, stack(one)].join("|");
        if (seen.has(piece)) continue;
        seen.add(piece);
        fresh.push(piece);
        include.push(one);
    }
    const {violations} = include.length ? await axe.run({include}, options) : {violations: []};
    return {fresh, violations};
}"""


def load_axe(page: Page) -> None:
    """Have axe at hand in the page, once all of it is there: a summary that is half read has no name."""
    page.wait_for_load_state()
    page.evaluate("() => loadAxe()")


def overflow(page: Page, *widths: int) -> Iterator[str]:
    """Widen or narrow the page; name each width at which it has to be scrolled sideways."""
    for width in widths:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        whole = page.evaluate("document.documentElement.scrollWidth")
        if whole > width:
            yield f"{width}: {whole} px wide"


def violations(page: Page, options: dict[str, Any], where: str) -> Iterator[str]:
    """Name each rule of axe that the page breaks; axe came into it as it was loaded."""
    yield from named(page.evaluate(RUN_AXE, options), where)


def faint_pieces(page: Page, known: dict[str, set[str]]) -> Iterator[str]:
    """Name the pieces whose words cannot be told from what is behind them, in both lights.

    A piece that is `known` in a light was looked at on another screen; the new ones are added to it.
    """
    page.evaluate(FLAT)
    for light in ("light", "dark"):
        page.emulate_media(color_scheme=light)  # type: ignore[arg-type]
        found = page.evaluate(LOOK_AT_NEW_PIECES, [sorted(known[light]), COLOURS])
        known[light].update(found["fresh"])
        yield from named(found["violations"], light)


def named(found: list[dict[str, Any]], where: str) -> Iterator[str]:
    for one in found:
        nodes = ", ".join(" ".join(node["target"]) for node in one["nodes"][:3])
        yield f"{where}: {one['id']} on {nodes}"
