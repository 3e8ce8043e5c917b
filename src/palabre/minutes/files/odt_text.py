"""An .odt → Markdown: paragraphs by what their styles mean, and tables row by row."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field
from xml.etree.ElementTree import XMLParser

from palabre.minutes.files.markdown_writer import MarkdownWriter

CONTENT, STYLES = "content.xml", "styles.xml"
SKIPPED = frozenset(["note", "annotation", "tracked-changes", "forms", "sequence-decls", "bibliography-mark"])
QUOTE = re.compile(r"quot|citation", re.IGNORECASE)
HEADING = re.compile(r"(?:heading|titre)_20_([1-6])", re.IGNORECASE)
DEEPEST = 20  # styles based on one another
MOST_REPEATED = 20
WEB = ("http://", "https://")


@dataclass(slots=True)
class Style:
    parent: str = ""
    bold: bool | None = None
    struck: bool | None = None


@dataclass(slots=True)
class _Reader:
    """Target of an XML parser: keeps the styles, tells a `MarkdownWriter` what the body says."""

    out: MarkdownWriter = field(default_factory=MarkdownWriter)
    styles: dict[str, Style] = field(default_factory=dict)
    numbered: set[str] = field(default_factory=set)  # list styles whose first level has numbers
    style: str = ""  # in hand
    body: bool = False
    skipped: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)  # what closes each open span
    paragraph: str = ""  # sign around the paragraph in hand
    cells: list[tuple[int, int]] = field(default_factory=list)
    lists: list[str] = field(default_factory=list)
    quoted: bool = False
    link: str = ""
    heading: bool = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name, told = _bare(tag), {_bare(key): value for key, value in attributes.items()}
        if self.skipped or name in SKIPPED:
            self.skipped.append(name)
        elif not self.body:
            self._start_of_styles(name, told)
        elif name in ("p", "h"):
            self._start_of_a_paragraph(name, told)
        elif name in ("list", "list-item", "table", "table-header-rows", "table-row", "table-cell"):
            self._start_of_a_part(name, told)
        else:
            self._start_within(name, told)

    def _start_of_styles(self, name: str, told: dict[str, str]) -> None:
        if name in ("text", "body"):
            self.body = name == "text"
        elif name in ("style", "list-style"):
            self.style = told.get("name", "")
            self.styles.setdefault(self.style, Style(told.get("parent-style-name", "")))
        elif name == "text-properties" and self.style in self.styles:
            style = self.styles[self.style]
            if "font-weight" in told:
                style.bold = told["font-weight"] in ("bold", "600", "700", "800", "900")
            if "text-line-through-style" in told:
                style.struck = told["text-line-through-style"] != "none"
        elif name == "list-level-style-number" and told.get("level") == "1" and told.get("num-format"):
            self.numbered.add(self.style)

    def _start_of_a_paragraph(self, name: str, told: dict[str, str]) -> None:
        names = self._lineage(told.get("style-name", ""))
        level = next((int(match[1]) for one in names if (match := HEADING.fullmatch(one))), 0)
        level = int(told["outline-level"]) if name == "h" and told.get("outline-level", "").isdigit() else level
        level = 1 if "Title" in names else level
        self.heading = bool(level)
        self.quoted = not level and any(QUOTE.search(one) for one in names)
        if level:
            self.out.open_heading(min(level, 6))
        elif self.quoted:
            self.out.open_quote()
        else:
            self.out.end_block()
        self.paragraph = "" if level else self._sign(names)
        self.out.mark(self.paragraph)

    def _start_of_a_part(self, name: str, told: dict[str, str]) -> None:
        if name == "list":
            self.lists.append(told.get("style-name") or (self.lists[-1] if self.lists else ""))
            self.out.open_list(start=1 if self.lists[-1] in self.numbered and len(self.lists) == 1 else None)
        elif name == "list-item":
            self.out.open_item()
        elif name == "table":
            self.out.open_table()
        elif name == "table-row":
            self.out.open_row()
        elif name == "table-cell":
            columns, rows = told.get("number-columns-spanned", "1"), told.get("number-rows-spanned", "1")
            self.cells.append((_small(columns), _small(rows)))
            self.out.open_cell()

    def _start_within(self, name: str, told: dict[str, str]) -> None:
        if name == "span":
            sign = self._sign(self._lineage(told.get("style-name", "")))
            sign = "" if self.heading or sign == self.paragraph or sign in self.marks else sign
            self.marks.append(sign)
            self.out.mark(sign)
        elif name == "line-break":
            self.out.end_line()
        elif name in ("tab", "s"):
            self.out.write("\t" if name == "tab" else " ")
        elif name == "a":
            self.link = told.get("href", "")
            self.out.write("[" if self.link.startswith(WEB) else "")

    def data(self, text: str) -> None:
        if self.body and not self.skipped:
            self.out.write(" ".join(text.split("\n")))

    def end(self, tag: str) -> None:
        name = _bare(tag)
        if self.skipped:
            self.skipped.pop()
        elif not self.body:
            return
        elif name in ("p", "h"):
            self.out.mark(self.paragraph)
            self.paragraph, self.marks = "", []
            if self.heading:
                self.out.close_heading()
            elif self.quoted:
                self.out.close_quote()
            else:
                self.out.end_block()
            self.heading = self.quoted = False
        elif name == "list":
            self.lists.pop()
            self.out.close_list()
        else:
            self._end_other(name)

    def _end_other(self, name: str) -> None:
        if name == "list-item":
            self.out.close_item()
        elif name == "table-cell" and self.cells:
            columns, rows = self.cells.pop()
            self.out.close_cell(columns=columns, rows=rows)
        elif name == "table":
            self.out.close_table()
        elif name == "span" and self.marks:
            self.out.mark(self.marks.pop())
        elif name == "a":
            self.out.write(f"]({self.link})" if self.link.startswith(WEB) else "")
            self.link = ""

    def _lineage(self, name: str) -> list[str]:
        """Return the style and those that it comes from."""
        names: list[str] = []
        while name and len(names) < DEEPEST:
            names.append(name)
            name = self.styles[name].parent if name in self.styles else ""
        return names

    def _sign(self, names: list[str]) -> str:
        known = [self.styles[name] for name in names if name in self.styles]
        if next((style.struck for style in known if style.struck is not None), False):
            return "~~"
        return "**" if next((style.bold for style in known if style.bold is not None), False) else ""

    def doctype(self, _name: str, _public: str | None, _system: str | None) -> None:
        """Refuse a part that could declare entities, whatever its encoding, before it declares any."""
        raise ValueError("entities")

    def close(self) -> str:
        return self.out.text()


def read_odt(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        reader = _Reader()
        if STYLES in archive.namelist():
            _feed(reader, archive.read(STYLES))
            reader.body = False
        text = _feed(reader, archive.read(CONTENT))
    return text


def _feed(reader: _Reader, told: bytes) -> str:
    """Parse one part of the archive. Raises ParseError, or ValueError for a part that declares entities."""
    parser = XMLParser(target=reader)
    parser.feed(told)
    parser.close()
    return reader.close()


def _bare(name: str) -> str:
    return name.rsplit("}", 1)[-1]


def _small(number: str) -> int:
    return min(int(number), MOST_REPEATED) if number.isdigit() and len(number) < 6 else 1
