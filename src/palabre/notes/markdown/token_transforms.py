"""Transforms of the parsed tokens before rendering: headings, lines, links, images, tasks and typography."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from palabre.notes.markdown.parser_bounds import spend_address
from palabre.pure.french import slug, typeset

BREAKS = ("softbreak", "hardbreak")
# A file of a page, the only picture of a text: browsers ask for it by themselves, with the cookies of whoever reads.
ATTACHMENT = re.compile(r"/s/([\w-]+)/pages/[\w-]+/attachments/([0-9]{1,18})/(?:\w[\w.-]*)?(?:\?width=[0-9]{1,5})?")
ELSEWHERE = re.compile(r"(?:https?:|[/\\]{2})", re.IGNORECASE)
TASK = re.compile(r"\A\[([ xX])\] ")
ALIGNED = {"text-align:right": "align-end", "text-align:center": "align-center"}
VERY_LONG = 200  # characters of a word
VERY_LONG_WORD = re.compile(rf"\S{{{VERY_LONG}}}")


def shape(state: StateCore) -> None:
    """A core rule of markdown-it, run after all the others."""
    _rank_headings(state.tokens)
    for at, token in enumerate(state.tokens):
        if token.type in ("th_open", "td_open"):
            _align(token)
        elif token.type == "inline":
            _spend_addresses(token.children or [], state.env)
            _shape_inline(state.tokens, at)


def _rank_headings(tokens: list[Token]) -> None:
    """Keep the page's only h1, skip no level below it, and give each heading an id."""
    above: list[int] = []
    seen: Counter[str] = Counter()
    for at, token in enumerate(tokens):
        if token.type != "heading_open":
            continue
        level = int(token.tag[1])
        above = [other for other in above if other < level] + [level]
        words, close = tokens[at + 1 : at + 3]
        token.tag = close.tag = f"h{min(len(above) + 1, 6)}"
        address = slug(words.content[:200]) or "titre"
        seen[address] += 1
        # Two underscores are never in a slug, so that no two ids are equal.
        token.attrs = {"id": f"t-{address}" if seen[address] == 1 else f"t-{address}__{seen[address]}"}


def _align(cell: Token) -> None:
    """Replace the style attribute, refused by the content security policy, by a class."""
    style = cell.attrs.pop("style", None)
    if style in ALIGNED:
        cell.attrs["class"] = ALIGNED[str(style)]


def _spend_addresses(children: list[Token], env: Any) -> None:
    for child in children:
        if child.type in ("link_open", "image"):
            spend_address(child, env)


def _shape_inline(tokens: list[Token], at: int) -> None:
    token = tokens[at]
    children = list(_settled(token.children or []))
    if at > 1 and tokens[at - 2].type == "list_item_open" and children and children[0].type == "text":
        children[0].content = TASK.sub(_box, children[0].content, count=1)
    for child in children:
        if child.type in ("text", "wiki_link") and not child.meta.get("address"):
            child.content = typeset_words(child.content)
    in_row = tokens[at - 1].type in ("th_open", "td_open")
    if in_row and tokens[at + 2].type != "tr_close":
        token.children = children  # a row is one line of the source: its hole is in its last cell
    else:
        first, after = token.map or [0, 1]
        token.children = list(_by_line(children, first + 1, after))


def _box(mark: re.Match[str]) -> str:
    return "☐ " if mark[1] == " " else "☑ "


def typeset_words(text: str) -> str:
    """Apply French typography to one text node. A word of 200 characters is not French, and slow to process."""
    return text if len(text) >= VERY_LONG and VERY_LONG_WORD.search(text) else typeset(text)


def _settled(children: list[Token]) -> Iterator[Token]:
    """Mark external links; replace an image that is no attachment by a link, or inside a link by its text."""
    inside: Token | None = None
    for child in children:
        if child.type == "link_open":
            inside = child
            _tell_elsewhere(child)
        elif child.type == "link_close":
            inside = None
        elif child.type == "text" and inside and inside.info == "auto":
            child.meta["address"] = True
        elif child.type == "image" and not ATTACHMENT.fullmatch(str(child.attrs.get("src", ""))):
            yield from _as_link(child, inside=inside is not None)
            continue
        yield child


def _tell_elsewhere(link: Token) -> None:
    if ELSEWHERE.match(str(link.attrs.get("href", ""))):
        link.attrs["rel"] = "noopener nofollow"


def _as_link(image: Token, *, inside: bool) -> Iterator[Token]:
    address = str(image.attrs.get("src", ""))
    words = Token("text", "", 0, content=image.content or address, level=image.level)
    if inside:
        yield words
        return
    opening = Token("link_open", "a", 1, attrs={"href": address}, level=image.level)
    _tell_elsewhere(opening)
    yield from (opening, words, Token("link_close", "a", -1, level=image.level))


def _by_line(children: list[Token], first: int, last: int) -> Iterator[Token]:
    """Wrap each source line of a block; the whole block when its lines cannot be distinguished."""
    breaks = [child for child in children if child.type in BREAKS]
    if len(breaks) != last - first or any(child.level for child in breaks):
        yield from (_line("line_open", first, last), *children, _line("line_close", first, last))
        return
    yield _line("line_open", first, first)
    number = first
    for child in children:
        if child.type not in BREAKS:
            yield child
            continue
        yield from (_line("line_close", number, number), child, _line("line_open", number + 1, number + 1))
        number += 1
    yield _line("line_close", number, number)


def _line(kind: str, first: int, last: int) -> Token:
    return Token(kind, "span", 0, meta={"lines": f"{first}-{max(first, last)}"})
