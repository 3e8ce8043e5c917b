"""Sanitised HTML as a plain tree of dictionaries, which any writer walks, in this process or in another.

A block is {"kind": …}: "heading" (`level` from 2, `words`), "paragraph" (`words`), "list" (`is_ordered`, `start`,
`items`, each a list of blocks), "quote" (`blocks`), "code" (`text`), "table" (`head` and `rows` of rows of cells, each
cell words), "rule". Words are a list of inlines: "text" and "code" (`text`), "strong", "em" and "strike" (`words`),
"link" (`url`, `words`), "picture" (`url`, `alt`), "break".
"""

from __future__ import annotations

import dataclasses
import re
from html.parser import HTMLParser
from typing import Any, cast

UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")  # in no XML
BLOCKS = frozenset({"p", "ul", "ol", "li", "blockquote", "pre", "table", "hr", "div", "section", "h2", "h3", "h4"})
BLOCKS |= {"h5", "h6", "thead", "tbody", "tr", "th", "td", "figure", "nav", "aside", "details", "summary", "dl"}
VOID = frozenset({"br", "hr", "img", "wbr", "input"})
MARKED = {"strong": "strong", "b": "strong", "em": "em", "i": "em", "s": "strike", "del": "strike"}

type Block = dict[str, Any]
type Inline = dict[str, Any]


@dataclasses.dataclass(slots=True)
class Element:
    tag: str
    attrs: dict[str, str]
    inside: list[Element | str]


def tree_of(html: str) -> list[Block]:
    """Return the blocks of a sanitised HTML text. Never fails: what it does not know is its words."""
    reading = Reading()
    reading.feed(html)
    reading.close()
    return blocks_of(reading.root.inside)


def plain_inlines(words: list[Inline]) -> str:
    """Return the words of some inlines as one line of plain text."""
    said = (
        plain_inlines(one["words"]) if "words" in one else str(one.get("text", one.get("alt", " "))) for one in words
    )
    return "".join(said)


class Reading(HTMLParser):
    """Builds the elements; a tag that is closed without being open is left aside."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("root", {}, [])
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: writable(value or "") for name, value in attrs}, [])
        self.open[-1].inside.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        for at in range(len(self.open) - 1, 0, -1):
            if self.open[at].tag == tag:
                del self.open[at:]
                return

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(writable(data))


def writable(text: str) -> str:
    return UNWRITABLE.sub("", text)


def blocks_of(inside: list[Element | str]) -> list[Block]:
    """Return the blocks; words that stand between them are paragraphs."""
    found: list[Block] = []
    loose: list[Element | str] = []
    for one in inside:
        if isinstance(one, Element) and holds_blocks(one):
            found += paragraph(loose)
            loose = []
            found += as_blocks(one)
        else:
            loose.append(one)
    return found + paragraph(loose)


def holds_blocks(element: Element) -> bool:
    return element.tag in BLOCKS or any(isinstance(one, Element) and holds_blocks(one) for one in element.inside)


def paragraph(inside: list[Element | str]) -> list[Block]:
    words = trimmed(inlines_of(inside))
    return [{"kind": "paragraph", "words": words}] if words else []


def as_blocks(element: Element) -> list[Block]:
    tag, inside = element.tag, element.inside
    if len(tag) == 2 and tag[0] == "h" and tag[1] in "23456":
        return [{"kind": "heading", "level": int(tag[1]), "words": trimmed(inlines_of(inside))}]
    if tag in ("ul", "ol"):
        items = [blocks_of(one.inside) for one in inside if isinstance(one, Element) and one.tag == "li"]
        start = element.attrs.get("start", "1")
        return [{"kind": "list", "is_ordered": tag == "ol", "start": number(start), "items": items}]
    if tag == "blockquote":
        return [{"kind": "quote", "blocks": blocks_of(inside)}]
    if tag == "pre":
        return [{"kind": "code", "text": said_by(element).removesuffix("\n")}]
    if tag == "table":
        return [table(element)]
    return [{"kind": "rule"}] if tag == "hr" else blocks_of(inside)


def number(written: str) -> int:
    return int(written) if written.isdecimal() and len(written) < 10 else 1


def table(element: Element) -> Block:
    rows: list[tuple[bool, list[list[Inline]]]] = []
    for row in each(element, "tr"):
        cells = [one for one in row.inside if isinstance(one, Element) and one.tag in ("th", "td")]
        is_head = bool(cells) and all(one.tag == "th" for one in cells)
        rows.append((is_head, [trimmed(inlines_of(one.inside)) for one in cells]))
    width = max((len(cells) for _is_head, cells in rows), default=0)
    full = [(is_head, cells + [[] for _more in range(width - len(cells))]) for is_head, cells in rows if cells]
    head = [cells for is_head, cells in full if is_head]
    return {"kind": "table", "width": width, "head": head, "rows": [cells for is_head, cells in full if not is_head]}


def each(element: Element, tag: str) -> list[Element]:
    inner = [one for one in element.inside if isinstance(one, Element)]
    return [found for one in inner for found in ([one] if one.tag == tag else each(one, tag))]


def said_by(element: Element) -> str:
    return "".join(one if isinstance(one, str) else said_by(one) for one in element.inside)


def inlines_of(inside: list[Element | str]) -> list[Inline]:
    found: list[Inline] = []
    for one in inside:
        if isinstance(one, str):
            text = re.sub(r"[ \t\r\n]+", " ", one)
            found += [{"kind": "text", "text": text}] if text else []
        else:
            found += as_inlines(one)
    return found


def as_inlines(element: Element) -> list[Inline]:
    tag, attrs = element.tag, element.attrs
    if tag == "br":
        return [{"kind": "break"}]
    if tag == "img":
        return [{"kind": "picture", "url": attrs.get("src", ""), "alt": attrs.get("alt", "")}]
    if tag == "code":
        return [{"kind": "code", "text": said_by(element)}]
    words = inlines_of(element.inside)
    if tag in MARKED and words:
        return [{"kind": MARKED[tag], "words": words}]
    if tag == "a" and words and attrs.get("href"):
        return [{"kind": "link", "url": attrs["href"], "words": words}]
    return words


def trimmed(words: list[Inline]) -> list[Inline]:
    """Take away blanks and breaks at both ends, and blanks around breaks."""
    kept = [dict(one) for one in words]
    for at, one in enumerate(kept):
        if one["kind"] == "text":
            after = at == 0 or kept[at - 1]["kind"] == "break"
            before = at == len(kept) - 1 or kept[at + 1]["kind"] == "break"
            text = cast(str, one["text"])
            text = text.lstrip(" ") if after else text
            one["text"] = text.rstrip(" ") if before else text
    kept = [one for one in kept if one["kind"] != "text" or one["text"]]
    while kept and kept[-1]["kind"] == "break":
        kept.pop()
    while kept and kept[0]["kind"] == "break":
        kept.pop(0)
    return kept
