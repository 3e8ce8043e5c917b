"""A rendered text as its words alone, for whoever looks for them."""

from __future__ import annotations

import html
import re

PICTURE = re.compile(r'<img\b[^>]*\balt="([^"]*)"[^>]*>')
BLOCK = re.compile(r"</?(?:p|ul|ol|li|blockquote|pre|br|hr|table|thead|tbody|tr|th|td|div|h[2-6])\b[^>]*>")
TAG = re.compile(r"<[^>]*>")
BLANKS = re.compile(r"(?<![ \t])[ \t]*\n\s*")  # from the head of a run of blanks, else it takes their square


def plain_text(rendered: str) -> str:
    """Return the words of HTML that `rendering` made: a line for each block, no marks; pictures are their own words."""
    shown = BLOCK.sub("\n", PICTURE.sub(r" \1 ", rendered))
    return BLANKS.sub("\n", html.unescape(TAG.sub("", shown))).strip()
