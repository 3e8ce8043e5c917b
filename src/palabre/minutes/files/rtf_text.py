"""An .rtf → Markdown: paragraphs, bold words, lists as they are written, and tables row by row."""

from __future__ import annotations

import re

from palabre.minutes.files.markdown_writer import MarkdownWriter

TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|[\r\n]+|([^\\{}\r\n]{1,4000})"
)
SKIPPED = frozenset(
    ["fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "header", "headerf", "headerl", "headerr", "footer",
     "footerf", "footerl", "footerr", "footnote", "annotation", "themedata", "datastore", "listtable",
     "listoverridetable", "rsidtbl", "generator", "fldinst", "xmlnstbl", "latentstyles", "pntxtb", "pntxta", "filetbl"]
)  # fmt: skip
CHARACTERS = {"emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“",
              "rdblquote": "”", "tab": "\t", "emspace": " ", "enspace": " "}  # fmt: skip
ESCAPED = {b"~": "\u00a0", b"_": "\u2011", b"-": "", b"\\": "\\", b"{": "{", b"}": "}"}
DEEPEST = 500
WORK = 6  # of a token, in characters written
CODE_PAGE = re.compile(r"\d{3,5}")


def read_rtf(content: bytes) -> str:
    """Raises ValueError for what is no RTF."""
    if not content.lstrip().startswith(b"{\\rtf"):
        raise ValueError("no RTF")
    reader = _Reader()
    for match in TOKEN.finditer(content):
        reader.read(match)
    return reader.text()


class _Reader:
    def __init__(self) -> None:
        self.out = MarkdownWriter()
        self.groups: list[tuple[bool, bool, int]] = []  # around the one in hand: skipped, bold, letters after \u
        self.skipped = False
        self.bold = self.shown_bold = False
        self.after = 1  # letters that stand for a \u where it is not known
        self.to_skip = 0
        self.page = "cp1252"
        self.bytes = bytearray()
        self.cells: list[str] = []
        self.in_table = False

    def read(self, match: re.Match[bytes]) -> None:
        self.out.spend(WORK)
        word, number, coded, sign, brace, text = match.groups()
        if coded is not None:
            self._byte(bytes([int(coded, 16)]))
            return
        self._flush()
        if brace == b"{" and len(self.groups) < DEEPEST:
            self.groups.append((self.skipped, self.bold, self.after))
        elif brace == b"}" and self.groups:
            self.skipped, self.bold, self.after = self.groups.pop()
        elif word is not None:
            self._word(word.decode("ascii"), number)
        elif sign is not None:
            self.skipped = self.skipped or sign == b"*"
            self._write(ESCAPED.get(sign, ""))
        elif text is not None:
            self._text(text.decode(self.page, "replace"))

    def _word(self, word: str, number: bytes | None) -> None:
        value = int(number) if number else 1
        if word in SKIPPED:
            self.skipped = True
        elif word == "ansicpg" and CODE_PAGE.fullmatch(str(value)):
            self._set_page(f"cp{value}")
        elif word == "uc":
            self.after = min(max(value if number else 1, 0), 8)
        elif word == "u":
            self._write(chr(value % 65536) if not 0xD800 <= value % 65536 < 0xE000 else "\ufffd")
            self.to_skip = self.after
        elif word in ("b", "plain", "pard"):
            self.bold = word == "b" and (number is None or value != 0)
            self.in_table = self.in_table and word != "pard"
        elif word == "intbl":
            self.in_table = True
        elif word in CHARACTERS:
            self._write(CHARACTERS[word])
        elif not self.skipped:
            self._end(word)

    def _set_page(self, page: str) -> None:
        try:
            b"".decode(page)
        except LookupError:
            return
        self.page = page

    def _end(self, word: str) -> None:
        """End a line, a paragraph, a cell or a row."""
        if (word in ("par", "line", "sect", "page") and self.in_table) or word == "line":
            self.out.end_line()
        elif word in ("par", "sect", "page"):
            self._end_table()
            self._show(bold=False)
            self.out.end_block()
        elif word == "cell":
            self._show(bold=False)
            words, self.out.words = self.out.words, []
            if not self.out.tables:
                self.out.open_table()
            if not self.cells:
                self.out.open_row()
            self.out.open_cell()
            self.out.words = words
            self.out.close_cell()
            self.cells.append("")
        elif word == "row":
            self.cells = []

    def _end_table(self) -> None:
        if self.out.tables:
            words, self.out.words = self.out.words, []
            self.out.close_table()
            self.out.words, self.cells = words, []

    def _byte(self, byte: bytes) -> None:
        if self.to_skip:
            self.to_skip -= 1
        else:
            self.bytes += byte

    def _flush(self) -> None:
        if self.bytes:
            told, self.bytes = self.bytes.decode(self.page, "replace"), bytearray()
            self._write(told)

    def _text(self, text: str) -> None:
        skip, self.to_skip = self.to_skip, 0
        self._write(text[skip:])

    def _write(self, text: str) -> None:
        if text and not self.skipped:
            if text.strip():
                self._show(bold=self.bold)
            self.out.write(text)

    def _show(self, *, bold: bool) -> None:
        if bold != self.shown_bold:
            self.out.mark("**")
            self.shown_bold = bold

    def text(self) -> str:
        self._flush()
        self._end_table()
        self._show(bold=False)
        return self.out.text()
