"""A .docx → Markdown: paragraphs by what their styles mean, whatever their names, and tables row by row."""

from __future__ import annotations

import io
import re
import zipfile
from xml.etree import ElementTree

from palabre.minutes.files.html_text import read_html

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STYLES = "word/styles.xml"
LARGEST_STYLES = 4 * 1024 * 1024  # bytes
QUOTE = re.compile(r"quote|quotation|citation|block ?text", re.IGNORECASE)
TITLE = re.compile(r"title|titre(?: principal)?", re.IGNORECASE)
MOST_STYLES = 1_000
MOST_RULES = 60  # each paragraph is tried against all of them
DEEPEST = 20  # styles based on one another


def read_docx(content: bytes) -> str:
    import mammoth  # one library per kind of file: a process loads only what it reads

    rules = "\n".join(_style_map(content))
    images = mammoth.images.img_element(lambda image: {"src": ""})
    html = mammoth.convert_to_html(
        io.BytesIO(content),
        convert_image=images,
        style_map=rules,
        include_embedded_style_map=False,
    ).value
    return read_html(html)


def _style_map(content: bytes) -> list[str]:
    """Return the rules that make headings and quotes of the paragraphs whose styles are, or come from, such ones."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if STYLES not in archive.namelist() or archive.getinfo(STYLES).file_size > LARGEST_STYLES:
            return []
        told = archive.read(STYLES)
    if b"<!DOCTYPE" in told or b"<!ENTITY" in told:
        return []
    try:
        styles = {one.get(f"{WORD}styleId", ""): one for one in ElementTree.fromstring(told).iter(f"{WORD}style")}
    except ElementTree.ParseError:
        return []
    rules = []
    for name, style in list(styles.items())[:MOST_STYLES]:
        target = _meaning(style, styles)
        if target and re.fullmatch(r"[\w-]{1,80}", name) and style.get(f"{WORD}type") == "paragraph":
            rules.append(f"p.{name} => {target}:fresh")
    return rules[:MOST_RULES]


def _meaning(style: ElementTree.Element, styles: dict[str, ElementTree.Element]) -> str:
    """Return the tag of a style: by its outline level, or its name, or those of the style it is based on."""
    for _ in range(DEEPEST):
        name = _value(style, "name")
        level = _value(style, "pPr/outlineLvl")
        if level.isdigit() and int(level) < 9:
            return f"h{min(int(level) + 1, 6)}"
        if TITLE.fullmatch(name):
            return "h1"
        if QUOTE.search(name):
            return "blockquote > p"
        based = styles.get(_value(style, "basedOn"))
        if based is None:
            return ""
        style = based
    return ""


def _value(style: ElementTree.Element, path: str) -> str:
    found = style.find("/".join(f"{WORD}{part}" for part in path.split("/")))
    return found.get(f"{WORD}val", "") if found is not None else ""
