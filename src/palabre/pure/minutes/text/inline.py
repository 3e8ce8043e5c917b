"""Inline markup: the literal words of a line, and the pieces that the markup sets apart."""

from __future__ import annotations

import re

IMAGE = re.compile(r"!\[([^\[\]]*)\]\([^()\s]*(?:\s\"[^\"()]*\")?\)")
LINK = re.compile(r"\[([^\[\]]*)\]\((?:[^()\s]|\([^()\s]*\)){0,2000}(?:\s\"[^\"()]*\")?\)")
REFERENCE = re.compile(r"\[([^\[\]]*)\]\[[^\[\]]*\]")
WIKI_LINK = re.compile(r"\[\[(?:https?://[^\s\[\]|]{1,2000}[\s|]+|[^\[\]|]*\|)?([^\[\]|]*)\]\]")
FOOTNOTE = re.compile(r"\[\^[^\[\]\s]{1,40}\]:?")
AUTO_LINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]*|[^<>\s@]{1,100}@[^<>\s]{1,200})>")
CODE = re.compile(r"`{1,3}([^`]*)`{1,3}")
BOLD = re.compile(
    r"\*\*([^*\s](?:[^*]|\*(?!\*)){0,4000})\*\*|(?<!\w)__([^_\s](?:[^_]|_(?!_)){0,4000})__(?!\w)|'''([^']{1,2000})'''"
)
ITALIC = re.compile(
    r"(?<![*\w\\])\*(?![\s*])([^*]{1,4000})(?<![\s\\])\*(?![*\w])|"
    r"(?<![\w_\\])_(?![\s_])([^_]{1,4000})(?<![\s\\])_(?![\w_])"
    r"|(?<!')''([^']{1,2000})''(?!')"
)
STRUCK = re.compile(r"~~([^~]{1,4000})~~")
MARKED = re.compile(r"==([^=]{1,2000})==")
ATTRIBUTES = re.compile(r"\{[#.:][^{}]{0,200}\}")
ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
STRAY = re.compile(r"\*{2,3}|(?<!\w)__(?=\w)|(?<=\w)__(?!\w)")
URL = re.compile(r"https?://[^\s<>\"«»\[\]|]{3,2000}")


def plain_words(rich: str) -> str:
    """The literal words: links keep their words, marks of emphasis go, spaces become single ones."""
    text = rich
    if "[" in text:
        text = FOOTNOTE.sub("", IMAGE.sub(r"\1", WIKI_LINK.sub(r"\1", text)))
        text = REFERENCE.sub(r"\1", LINK.sub(r"\1", text))
    if "<" in text:
        text = AUTO_LINK.sub(r"\1", text)
    if "`" in text:
        text = CODE.sub(r"\1", text)
    if "*" in text or "_" in text or "''" in text:
        text = STRAY.sub("", ITALIC.sub(_inside, BOLD.sub(_inside, text)))
    if "~" in text or "==" in text:
        text = MARKED.sub(r"\1", STRUCK.sub(r"\1", text))
    if "{" in text:
        text = ATTRIBUTES.sub("", text)
    if "\\" in text:
        text = ESCAPE.sub(r"\1", text)
    return " ".join(text.split())


def emphasised(rich: str) -> list[str]:
    """The words in italics, one string per run; bold ones are not among them."""
    return [plain_words(_inside(match)) for match in ITALIC.finditer(BOLD.sub(_inside, rich))]


def without_emphasised(rich: str) -> str:
    """The line without its italics, each run replaced by a line feed."""
    return ITALIC.sub("\n", BOLD.sub(_inside, rich))


def whole_bold(rich: str) -> bool:
    """Is the line nothing but bold words, so that it heads what follows?"""
    match = BOLD.match(rich.strip()) if "**" in rich or "__" in rich or "'''" in rich else None
    return match is not None and rich.strip()[match.end() :].strip(" :.") == ""


def leading_bold(rich: str) -> str:
    """The bold words that open a line and do not fill it, « » when there are none."""
    match = BOLD.match(rich)
    return plain_words(_inside(match)) if match and rich[match.end() :].strip(" :.") else ""


def struck(rich: str) -> bool:
    """Is most of the line struck through?"""
    return "~~" in rich and len(STRUCK.sub("", rich).strip(" ✅☑✔.-*")) * 3 < len(rich)


def urls(rich: str) -> list[str]:
    """Web addresses in the order of the text, without the punctuation that ends a sentence; pictures are none."""
    if "://" not in rich:
        return []
    found = []
    for match in URL.finditer(IMAGE.sub("", rich) if "![" in rich else rich):
        url = match[0].rstrip(".,;:!?'*”’")
        while url.endswith(")") and url.count(")") > url.count("("):
            url = url[:-1].rstrip(".,;:!?'")
        found.append(url)
    return found


def _inside(match: re.Match[str]) -> str:
    return next(group for group in match.groups() if group is not None)
