"""Bounds on what one text may ask of the parser. Nobody who writes meets them; they stop what is made to be slow.

Every bound counts work (characters, cells), never time, so that a text is read the same on any machine.
"""

from __future__ import annotations

import re
from typing import Any

from linkify_it import LinkifyIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block import table as read_table
from markdown_it.rules_core import StateCore
from markdown_it.rules_core import linkify as find_links
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline import linkify as read_link
from markdown_it.token import Token

SIGN = re.compile(r"[\[\]!<>&*_`~|\\]")  # what the parser stops at
BARE = re.compile(r"[:@]|//")  # in a bare link, or an email
LINE = 3  # a line costs it what three signs do
HEAVIEST = 120_000  # signs, some two seconds; minutes of a million characters weigh half of it
MOST_SEARCHED = 10_000_000  # characters looked through for bare links; what is beyond is text
LINK_SIGNS = ("@", "//", "mailto:")  # what a link found in a paragraph holds
MOST_COPIED = 20_000_000  # tokens copied to find them, half a second: a thousand addresses in a paragraph are 2 000 000
MOST_CELLS = 60_000  # tokens of tables; further tables are shown as they are written
MOST_OF_ADDRESSES = 4_000_000  # characters; a short text may name one long address ten thousand times


class BareLinks(LinkifyIt):  # type: ignore[misc]
    """« agent.es » and « Quelle.s » are words, not hosts: only an email or what begins with a scheme is a link."""

    def __init__(self) -> None:
        super().__init__(options={"fuzzy_link": False, "fuzzy_email": True})

    def pretest(self, text: str) -> bool:
        """Return whether the text may hold a link. The library looks for hosts too, a third of the time of a text."""
        return BARE.search(text) is not None


def weight(text: str) -> int:
    """Return what `text` asks of the parser and of the sanitiser, in signs. A long line costs its square."""
    long_lines = sum((len(line) // 1000) ** 2 for line in text.split("\n"))
    return LINE * (text.count("\n") + 1) + len(SIGN.findall(text)) + long_lines


def bare_link(state: StateInline, silent: bool) -> bool:
    """Read `https://…`. The library looks through the whole block for each."""
    if not state.src.startswith("://", state.pos):
        return False
    searched = state.env["searched"] = state.env.get("searched", 0) + len(state.src)
    return searched <= MOST_SEARCHED and read_link(state, silent)


def bare_links(state: StateCore) -> None:
    """Find the links that stand bare in the text. The library copies a whole paragraph for each of its links."""
    if state.env.get("searched", 0) <= MOST_SEARCHED and copied_for_links(state) <= MOST_COPIED:
        find_links(state)


def copied_for_links(state: StateCore) -> int:
    """Return how many tokens are copied, at most, to find the links and the addresses of all paragraphs."""
    blocks = ((len(one.children), one.content) for one in state.tokens if one.children)
    return sum(size * sum(map(content.count, LINK_SIGNS)) for size, content in blocks)


def table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a table. The library completes short rows, so that 2 KB become 65,000 cells."""
    if state.env.get("cells", 0) > MOST_CELLS:
        return False
    before = len(state.tokens)
    is_one = read_table(state, start, end, silent)
    if is_one and not silent:
        state.env["cells"] = state.env.get("cells", 0) + len(state.tokens) - before
    return is_one


def spend_address(link: Token, env: Any) -> None:
    """Take the address away from a link when all those before it were too long together."""
    name = "src" if link.type == "image" else "href"
    env["addresses"] = env.get("addresses", 0) + sum(len(str(value)) for value in link.attrs.values())
    if env["addresses"] > MOST_OF_ADDRESSES:
        link.attrs = {name: ""}
