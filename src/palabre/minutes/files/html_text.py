"""HTML → Markdown: headings, lists, quotes and tables stay, styles, scripts and pictures go."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from palabre.minutes.files.markdown_writer import MarkdownWriter

SKIPPED = frozenset(["script", "style", "head", "template", "svg", "noscript", "object", "title"])
BLOCKS = frozenset(
    ["p", "div", "section", "article", "header", "footer", "main", "address", "figure", "dl", "dt", "dd", "pre",
     "form", "fieldset", "details", "summary", "nav", "aside", "caption", "center", "body", "hr"]
)  # fmt: skip
HEADINGS = {f"h{level}": level for level in range(1, 7)}
MARKS = {"b": "**", "strong": "**", "s": "~~", "strike": "~~", "del": "~~"}
VOID = frozenset(["br", "hr", "img", "input", "meta", "link", "col", "wbr", "area", "base"])
BOLD_STYLE = re.compile(r"font-weight\s{0,3}:\s{0,3}(?:bold|[6-9]00)", re.IGNORECASE)
NORMAL_STYLE = re.compile(r"font-weight\s{0,3}:\s{0,3}(?:normal|[1-5]00)", re.IGNORECASE)
MOST_MARKS = 60  # open at once: others are left out
MOST_SKIPPED = 200  # tags open at once
WORK = 24  # of a tag, in characters written
WEB = ("http://", "https://")
NUMBER = re.compile(r"\d{1,4}")


def read_html(text: str) -> str:
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.out.text()


class _Reader(HTMLParser):
    """Tells a `MarkdownWriter` what the tags say; a tag that is never closed ends with the text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out = MarkdownWriter()
        self.skipped: list[str] = []  # open tags whose words are left out
        self.marks: list[tuple[str, str]] = []  # open tags that set words apart, with their sign
        self.link = ""
        self.linked: list[str] | None = None
        self.cells: list[tuple[int, int, int]] = []  # open: their table's depth, and the columns and rows they cover
        self.heading = False
        self.preformatted = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.out.spend(WORK)
        told = {name: value or "" for name, value in attrs}
        if self.skipped or tag in SKIPPED:
            if tag not in VOID and len(self.skipped) < MOST_SKIPPED:
                self.skipped.append(tag)
        elif tag in HEADINGS:
            self._end_marks()
            self.out.open_heading(HEADINGS[tag])
            self.heading = True
        elif tag in BLOCKS:
            self._end_marks()
            self.out.end_block()
            self.preformatted += tag == "pre"
        else:
            self._start_other(tag, told)

    def _start_other(self, tag: str, told: dict[str, str]) -> None:
        if tag in ("ul", "ol"):
            start = NUMBER.fullmatch(told.get("start", "1"))
            self.out.open_list(start=int(start[0]) if tag == "ol" and start else None)
        elif tag == "li":
            self.out.open_item()
        elif tag == "blockquote":
            self.out.open_quote()
        elif tag in ("table", "tr", "td", "th"):
            self._start_of_a_table(tag, told)
        elif tag == "br":
            self.out.end_line()
        elif tag == "input" and told.get("type") == "checkbox":
            self.out.write("[x] " if "checked" in told else "[ ] ")
        elif tag == "a":
            self.link, self.linked = told.get("href", ""), []
        else:
            self._start_mark(tag, told)

    def _start_of_a_table(self, tag: str, told: dict[str, str]) -> None:
        self._end_marks()
        if tag == "table":
            self.out.open_table()
            return
        self._close_cell()
        if tag == "tr":
            self.out.open_row()
        else:
            columns, rows = (NUMBER.fullmatch(told.get(name, "1")) for name in ("colspan", "rowspan"))
            depth = len(self.out.tables)
            self.cells.append((depth, int(columns[0]) if columns else 1, int(rows[0]) if rows else 1))
            if tag == "th":
                self.out.head_cell()
            self.out.open_cell()

    def _start_mark(self, tag: str, told: dict[str, str]) -> None:
        style = told.get("style", "")
        sign = MARKS.get(tag, "")
        if sign == "**" and NORMAL_STYLE.search(style):
            sign = ""
        elif tag == "span" and BOLD_STYLE.search(style):
            sign = "**"
        if self.heading or any(sign == other for _, other in self.marks):
            sign = ""
        if (tag in MARKS or tag == "span") and len(self.marks) < MOST_MARKS:
            self.marks.append((tag, sign))
            self._mark(sign)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        self.out.spend(WORK)
        if self.skipped:
            if tag in self.skipped:
                del self.skipped[self.skipped.index(tag) :]
            return
        if tag in HEADINGS:
            self.out.close_heading()
            self.heading = False
        elif tag in BLOCKS:
            self._end_marks()
            self.out.end_block()
            self.preformatted -= tag == "pre"
        elif tag in ("ul", "ol"):
            self.out.close_list()
        elif tag == "li":
            self._end_marks()
            self.out.close_item()
        elif tag == "blockquote":
            self.out.close_quote()
        else:
            self._end_other(tag)

    def _end_other(self, tag: str) -> None:
        if tag in ("td", "th", "tr"):
            self._close_cell()
        elif tag == "table":
            self._close_cell()
            self.out.close_table()
        elif tag == "a" and self.linked is not None:
            words, self.linked = "".join(self.linked), None
            written = self.link.startswith(WEB) and words.strip() and words.strip() != self.link
            self.out.write(f"[{words.strip()}]({self.link})" if written else words)
        elif self.marks and tag == self.marks[-1][0]:
            self._mark(self.marks.pop()[1])

    def _close_cell(self) -> None:
        """Close the cell in hand, if it is one of the innermost table."""
        if self.cells and self.cells[-1][0] >= len(self.out.tables):
            self._end_marks()
            _, columns, rows = self.cells.pop()
            self.out.close_cell(columns=columns, rows=rows)

    def handle_comment(self, data: str) -> None:
        """Count a comment, as a declaration below: each of them costs as much as a tag."""
        self.out.spend(WORK)

    def handle_decl(self, decl: str) -> None:
        self.out.spend(WORK)

    def handle_pi(self, data: str) -> None:
        self.out.spend(WORK)

    def unknown_decl(self, data: str) -> None:
        self.out.spend(WORK)

    def handle_data(self, data: str) -> None:
        self.out.spend(WORK)
        if self.skipped:
            return
        words = data if self.preformatted > 0 else " ".join(data.split("\n"))
        if self.linked is not None:
            self.linked.append(words)
        else:
            self.out.write(words)

    def _mark(self, sign: str) -> None:
        if sign and self.linked is None:
            self.out.mark(sign)

    def _end_marks(self) -> None:
        """Close the signs that are open: they never go over the end of a block."""
        for _, sign in reversed(self.marks):
            self._mark(sign)
        self.marks = [(tag, "") for tag, _ in self.marks]
