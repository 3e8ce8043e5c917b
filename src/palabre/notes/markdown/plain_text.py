"""A text as its words alone: for whoever looks for them, and for the plain part of a mail."""

from __future__ import annotations

import html
import re

PICTURE = re.compile(r'<img\b[^>]*\balt="([^"]*)"[^>]*>')
BLOCK = re.compile(r"</?(?:p|ul|ol|li|blockquote|pre|br|hr|table|thead|tbody|tr|th|td|div|h[2-6])\b[^>]*>")
TAG = re.compile(r"<[^>]*>")
HEADING = re.compile(r"#{1,6}[ \t]+(.*?)[ \t]*#*")
MARKS = re.compile(r"(?<![\w\\])(\*\*|__|\*|_|~~)(?=\S)([^\n]{1,400}?)(?<=\S)\1(?!\w)")
LINK = re.compile(r"!?\[([^\[\]\n]{0,400})\]\(<?([^()\s<>]{1,2000})>?\)")
PAGE = re.compile(r"\[\[([^\[\]|\n]{1,200})(?:\|([^\[\]\n]{1,200}))?\]\]")
BOX = re.compile(r"^(\s*[-*+] )\[([ xX])\] ")
QUOTE = re.compile(r"^(?:> ?)+")
BLANKS = re.compile(r"(?<![ \t])[ \t]*\n\s*")  # from the head of a run of blanks, else it takes their square


def plain_text(rendered: str) -> str:
    """Return the words of HTML that `rendering` made: a line for each block, no marks; pictures are their own words."""
    shown = BLOCK.sub("\n", without_pictures(rendered))
    return BLANKS.sub("\n", html.unescape(TAG.sub("", shown))).strip()


def without_pictures(rendered: str) -> str:
    """Return the HTML with each picture's words in its place."""
    return PICTURE.sub(r" \1 ", rendered)


def mail_text(markdown: str) -> str:
    """Return the Markdown as it is typed in a mail: titles in capitals, no marks, links beside their words."""
    return "\n".join(mail_line(line) for line in markdown.split("\n"))


def mail_line(line: str) -> str:
    title = HEADING.fullmatch(line)
    words = title[1] if title else BOX.sub(box_shown, QUOTE.sub("  ", line))
    words = PAGE.sub(lambda found: found[2] or found[1], words)
    words = LINK.sub(lambda found: f"{found[1]} ({found[2]})" if found[1] else found[2], words)
    for _level in range(2):  # **_both_**
        words = MARKS.sub(r"\2", words)
    return words.upper() if title else words


def box_shown(found: re.Match[str]) -> str:
    return f"{found[1]}{'☐' if found[2] == ' ' else '☑'} "
