"""Holes of a rendered text: what the text alone cannot decide, left open and filled for each reader.

Four kinds, which only the renderer can make (in a text, `<` is always written `&lt;`, and `"` in an attribute
`&quot;`):

- `<span data-f="FIRST-LAST">…</span>` holds the words of one line, or of one block when its lines cannot be parted;
- `<span data-l="FIRST-LAST"></span>` follows it: there stands what was read in these lines of the source;
- `<span data-page="TITLE">label</span>` is a wiki link. Lines are counted from 1; both ends are included;
- `<div data-list="NAME : OPTION"></div>` is where a list stands that the text asks for (see `lists`).
"""

import html
import re
from collections.abc import Callable

HOLE = re.compile(
    r'<span data-f="(?P<opens>\d+)-(?P<closes>\d+)">'
    r'|<span data-l="(?P<first>\d+)-(?P<last>\d+)"></span>'
    r'|<span data-page="(?P<title>[^"]*)">(?P<label>[^<]*)</span>'
    r'|<div data-list="(?P<list>[^"]*)"></div>'
)


def as_written(asked: str) -> str:
    """Show a list that nobody fills as it is asked for."""
    return f"<p>{{{{{html.escape(asked, quote=False)}}}}}</p>"


def fill(
    rendered: str,
    *,
    opening: Callable[[int, int], str],
    ending: Callable[[int, int], str],
    page: Callable[[str, str], str],
    listed: Callable[[str], str] = as_written,
) -> str:
    """Return `rendered` with its holes filled, in one pass. The four functions return HTML that is safe already.

    `opening(first, last)` is the opening tag of a span; `ending(first, last)` stands after the line;
    `page(title, label)` is a wiki link, whose label is HTML and whose title is plain text; `listed(asked)` is a
    block in the place of the list that is asked for in these words.
    """

    def filled(hole: re.Match[str]) -> str:
        if hole["opens"]:
            return opening(int(hole["opens"]), int(hole["closes"]))
        if hole["first"]:
            return ending(int(hole["first"]), int(hole["last"]))
        if hole["list"] is not None:
            return listed(html.unescape(hole["list"]))
        return page(html.unescape(hole["title"]), hole["label"])

    return HOLE.sub(filled, rendered)


def without_holes(rendered: str) -> str:
    """Return `rendered` with nothing in its holes; a wiki link is its own words, and so is a list."""
    return fill(
        rendered, opening=lambda first, last: "<span>", ending=lambda first, last: "", page=lambda title, label: label
    )


def wanted(rendered: str) -> list[str]:
    """Return the titles of the pages that the text links to, as they are written."""
    return [html.unescape(hole["title"]) for hole in HOLE.finditer(rendered) if hole["title"]]


def lists(rendered: str) -> list[str]:
    """Return the lists that the text asks for, as they are written, in order."""
    return [html.unescape(hole["list"]) for hole in HOLE.finditer(rendered) if hole["list"] is not None]
