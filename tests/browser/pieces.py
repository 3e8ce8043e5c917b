"""Which screens a short run leaves out: every piece of theirs is met on one that it looks at.

A piece is an element as its style and its role see it: tag, classes, type, role, names of its other attributes. What
differs is data, which a run of `--all` looks at, and a 28th of it for each commit. After a screen changed:

    .venv/bin/pytest tests/browser/test_screens.py --all -p no:xdist

names those that no longer belong in met_elsewhere.txt; a new screen is looked at until it is named there.
"""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

LOOK = """() => {
    const told = new Set(["href", "id", "class", "for", "name", "value", "title", "action", "style", "src", "alt",
        "checked", "selected", "type", "role"]);
    const piece = one => one.closest("svg") ? "svg" : [
        one.localName, ...[...one.classList].sort().map(name => "." + name),
        one.getAttribute("type") || "", one.getAttribute("role") || "",
        ...[...one.attributes].map(({name}) => name).filter(name => !told.has(name)).sort(),
    ].join(" ");
    return [...new Set([...document.querySelectorAll("body, body *")].filter(one => one.checkVisibility()).map(piece))];
}"""
MET_ELSEWHERE = frozenset(Path(__file__).with_name("met_elsewhere.txt").read_text(encoding="utf-8").splitlines())


def pieces_of(page: Page) -> set[str]:
    return set(page.evaluate(LOOK))


def wrongly_left_out(met: dict[str, set[str]]) -> dict[str, list[str]]:
    """Return, by screen of MET_ELSEWHERE, the pieces that no screen of a short run has."""
    short = set().union(*(pieces for name, pieces in met.items() if name not in MET_ELSEWHERE))
    return {name: sorted(met[name] - short) for name in MET_ELSEWHERE if met[name] - short}
