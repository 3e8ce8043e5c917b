"""A tree of a text as a tagged PDF (PDF/UA-1), by Typst.

The text is data that a fixed program reads: none of its words is ever read as Typst's own.
"""

from __future__ import annotations

import json
import re
import tempfile
import unicodedata
from pathlib import Path
from typing import Any

import typst

from palabre.pure.documents.pictured import with_pictures

PROGRAM = r"""
#let given = json("given.json")
#set document(title: given.title, author: ())
#set text(lang: given.language, font: "Libertinus Serif", size: 11pt)
#set page(paper: "a4", margin: 2.5cm, numbering: "1", footer: context align(center, counter(page).display()))
#set par(leading: 0.75em, spacing: 1.2em)
#show heading: set text(hyphenate: false)
#show link: underline
#let inlines(words) = {
  for one in words {
    if one.kind == "text" { one.text }
    else if one.kind == "code" { raw(one.text) }
    else if one.kind == "break" { linebreak() }
    else if one.kind == "strong" { strong(inlines(one.words)) }
    else if one.kind == "em" { emph(inlines(one.words)) }
    else if one.kind == "strike" { strike(inlines(one.words)) }
    else if one.kind == "link" { link(one.url, inlines(one.words)) }
    else if one.kind == "picture" {
      let width = calc.min(one.width * 0.75, 450) * 1pt
      if one.alt == "" { box(pdf.artifact(image(one.file, width: width))) }
      else { box(image(one.file, width: width, alt: one.alt)) }
    }
  }
}
#let blocks(given) = {
  for one in given {
    if one.kind == "heading" { heading(level: one.level, inlines(one.words)) }
    else if one.kind == "paragraph" { par(inlines(one.words)) }
    else if one.kind == "list" and one.is_ordered { enum(start: one.start, ..one.items.map(item => blocks(item))) }
    else if one.kind == "list" { list(..one.items.map(item => blocks(item))) }
    else if one.kind == "quote" { quote(block: true, blocks(one.blocks)) }
    else if one.kind == "code" { raw(block: true, one.text) }
    else if one.kind == "rule" { pdf.artifact(line(length: 100%, stroke: 0.5pt)) }
    else if one.kind == "table" {
      let cells(rows) = rows.map(row => row.map(cell => inlines(cell))).flatten()
      let head = if one.head.len() == 0 { () } else { (table.header(..cells(one.head)),) }
      table(columns: (1fr,) * one.width, ..head, ..cells(one.rows))
    }
  }
}
#heading(level: 1, given.title)
#for line in given.about { par(text(size: 9pt, line)) }
#blocks(given.blocks)
"""

DEEPEST = 8  # lists and quotations in one another: Typst goes no further; what is deeper stands at that level
ATTEMPTS = 12  # each finds signs of one run of text that no font draws
UNKNOWN = re.compile(r'the text `"(.*?)"` could not be displayed', re.DOTALL)
CODE = re.compile(r"\\u\{([0-9a-f]{1,6})\}")
INSTEAD = "?"
PICTOGRAM = re.compile("[\U0001f000-\U0001faff\u2600-\u260f\u2614-\u2639\u263d-\u265f\u2670-\u27bf\u2b00-\u2bff]")
JOINERS = re.compile("[\ufe0e\ufe0f\u200d]")


def as_pdf(given: dict[str, Any], pictures: dict[str, bytes]) -> bytes:
    """Return the PDF. Raises RuntimeError for what Typst cannot set."""
    tree, files = with_pictures(given, pictures)
    return set_by(PROGRAM, tree | {"blocks": shallow(tree["blocks"])}, files)


def set_by(program: str, given: dict[str, Any], files: dict[str, bytes]) -> bytes:
    """Return what the program makes of these data. Raises RuntimeError for what Typst cannot set."""
    said = spelled_pictograms(json.dumps(given, ensure_ascii=False))
    for _attempt in range(ATTEMPTS):
        try:
            return compiled(program, said, files, standards=["ua-1"])
        except RuntimeError as fault:
            unknown = undrawn(str(fault))
            if not unknown:
                break
            said = unknown.sub(INSTEAD, said)
    return compiled(program, said, files, standards=[])  # tagged all the same; some signs are blanks


def undrawn(fault: str) -> re.Pattern[str] | None:
    """Return what finds the signs that no font draws, as the compiler tells of them; None when it tells of none."""
    told = UNKNOWN.search(fault)
    words = CODE.sub(lambda code: chr(int(code[1], 16)), told[1]) if told else ""
    signs = {sign for sign in words if not sign.isascii()}
    return re.compile(f"[{re.escape(''.join(sorted(signs)))}]") if signs else None


def spelled_pictograms(said: str) -> str:
    """Say pictograms by their names: the fonts at hand draw letters."""
    return PICTOGRAM.sub(lambda sign: f"[{unicodedata.name(sign[0], 'sign').lower()}]", JOINERS.sub("", said))


def compiled(program: str, said: str, files: dict[str, bytes], *, standards: Any) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        for name, content in {"page.typ": program.encode(), "given.json": said.encode(), **files}.items():
            (Path(folder) / name).write_bytes(content)
        written = typst.compile(
            str(Path(folder) / "page.typ"),
            root=folder,
            format="pdf",
            pdf_standards=standards,
            ignore_system_fonts=True,
        )
    assert isinstance(written, bytes)
    return written


def shallow(blocks: list[dict[str, Any]], left: int = DEEPEST) -> list[dict[str, Any]]:
    """Return the blocks with none in more than `left` lists and quotations."""
    found: list[dict[str, Any]] = []
    for one in blocks:
        parts = one["items"] if one["kind"] == "list" else [one["blocks"]] if one["kind"] == "quote" else None
        if parts is None:
            found.append(one)
        elif not left:
            found += [inner for part in parts for inner in shallow(part, 0)]
        else:
            inside = [shallow(part, left - 1) for part in parts]
            found.append(one | ({"items": inside} if one["kind"] == "list" else {"blocks": inside[0]}))
    return found
