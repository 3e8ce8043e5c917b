"""A tree of a text as an ODT: real headings, lists, tables and links, pictures with their words."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from odfdo import Document, Element, Frame, Header, LineBreak, Link, List, ListItem, Paragraph, Span, Style, Table

from palabre.pure.documents.pictured import with_pictures

TEXTS = {
    "Gras": {"fo:font-weight": "bold"},
    "Penche": {"fo:font-style": "italic"},
    "Barre": {"style:text-line-through-style": "solid"},
}
STYLES = {"strong": "Gras", "em": "Penche", "strike": "Barre"}
WIDEST = 16.0  # centimetres between the margins
PIXELS = 37.8  # in one centimetre


def as_odt(given: dict[str, Any], pictures: dict[str, bytes]) -> bytes:
    tree, files = with_pictures(given, pictures, as_png=True)
    writing = Writing(tree, files)
    for one in writing.blocks(tree["blocks"]):
        writing.body.append(one)
    out = io.BytesIO()
    writing.document.save(out)
    return out.getvalue()


class Writing:
    def __init__(self, given: dict[str, Any], files: dict[str, bytes]) -> None:
        self.document, self.files = Document("text"), files
        self.places: dict[str, str] = {}
        self.tables = 0
        self.body = self.document.body
        self.body.clear()
        self.leave_headings_without_numbers()
        self.say_what_it_is(given)
        self.body.append(filled(Header(1), [{"kind": "text", "text": given["title"]}], self))
        for line in given["about"]:
            self.body.append(paragraph([{"kind": "text", "text": line}], self))

    def say_what_it_is(self, given: dict[str, Any]) -> None:
        language = given["language"]
        country = {"fr": "FR", "en": "GB"}.get(language, "none")
        self.document.meta.title = given["title"]
        self.document.meta.language = language
        for family in ("paragraph", "graphic", "table"):
            style: Any = self.document.get_style(family)
            if style is not None:
                style.set_properties({"fo:language": language, "fo:country": country}, area="text")
        for name, properties in TEXTS.items():
            made = Style("text", name=name)
            made.set_properties(properties, area="text")
            self.document.insert_style(made, automatic=True)

    def leave_headings_without_numbers(self) -> None:
        styles: Any = self.document.get_part("styles")
        for outline in styles.get_elements("//text:outline-style"):
            outline.delete()

    def blocks(self, given: list[dict[str, Any]]) -> Iterator[Element]:
        for one in given:
            kind = one["kind"]
            if kind == "heading":
                yield filled(Header(one["level"]), one["words"], self)
            elif kind == "paragraph":
                yield paragraph(one["words"], self)
            elif kind == "list":
                yield self.list(one)
            elif kind == "quote":
                for inner in self.blocks(one["blocks"]):
                    if isinstance(inner, Paragraph):
                        inner.style = "Quotations"
                    yield inner
            elif kind == "code":
                for line in one["text"].split("\n"):
                    yield Paragraph(line, style="Preformatted_20_Text")
            elif kind == "table" and one["width"]:
                yield self.table(one)

    def list(self, one: dict[str, Any]) -> List:
        made = List(style="Numbering_20_1" if one["is_ordered"] else "List_20_1")
        for item in one["items"]:
            point = ListItem()
            for inner in self.blocks(item):
                point.append(inner)
            made.append(point)
        return made

    def table(self, one: dict[str, Any]) -> Table:
        rows = [*one["head"], *one["rows"]]
        self.tables += 1
        made = Table(f"Table{self.tables}", width=one["width"], height=len(rows))
        for y, row in enumerate(rows):
            for x, words in enumerate(row):
                cell = made.get_cell((x, y))
                cell.clear()
                cell.append(paragraph(words, self, style="Table_20_Heading" if y < len(one["head"]) else None))
                made.set_cell((x, y), cell)
        return made

    def picture(self, one: dict[str, Any]) -> Frame:
        if one["file"] not in self.places:
            self.places[one["file"]] = self.document.add_file(io.BytesIO(self.files[one["file"]]))
        width = min(one["width"] / PIXELS, WIDEST)
        size = (f"{width:.2f}cm", f"{width * one['height'] / max(one['width'], 1):.2f}cm")
        frame = Frame.image_frame(self.places[one["file"]], size=size, anchor_type="as-char")
        frame.svg_description = one["alt"]
        return frame


def paragraph(words: list[dict[str, Any]], writing: Writing, *, style: str | None = None) -> Any:
    return filled(Paragraph(style=style or "Text_20_body"), words, writing)


def filled(into: Any, words: list[dict[str, Any]], writing: Writing) -> Any:
    """Put these inlines into a paragraph, a heading, a span or a link, and return it."""
    for one in words:
        kind = one["kind"]
        if kind == "text":
            into.append_plain_text(one["text"])
        elif kind == "code":
            into.append(filled(Span(style="Teletype"), [{"kind": "text", "text": one["text"]}], writing))
        elif kind == "break":
            into.append(LineBreak())
        elif kind == "link":
            link = Link(one["url"])
            link.append(filled(Span(), one["words"], writing))
            into.append(link)
        elif kind == "picture":
            into.append(writing.picture(one))
        else:
            into.append(filled(Span(style=STYLES[kind]), one["words"], writing))
    return into
