"""« une personne » in the place of a name: the elision of what stands before it, and its capital where words begin."""

from __future__ import annotations

import re

from palabre.pure.french.spellings import INSTEAD

HEAD = re.compile(  # of a line, of a cell, of a point of a list, of a sentence; possessive, see test_slow_patterns
    r"(?:(?:(?<![^\n])|[|])[\s>*_#•–—+-]*+(?:\d{1,3}[.)]\s++)?(?:\[[ xX]\]\s++)?|"
    r"[.!?…][»\"”)*_]*+\s++)[*_«“\"(]*+\s*+\Z"
)
BEFORE = 100  # characters in which the head of a line or of a sentence is looked for, at each name of a text
ELIDED = re.compile(r"\b(d|qu|lorsqu|puisqu|quoiqu|jusqu)e[ \u00a0\u202f]([*_]*)$", re.IGNORECASE)
ELIDING = len("lorsque ") + 1  # characters up to a name, with the one before them


def elided(before: str) -> str:
    """Return what stands before « une personne », with « d’ » for « de » at its end."""
    end = max(len(before.rstrip("*_\n")) - ELIDING, 0)
    return before[:end] + ELIDED.sub("\\1’\\2", before[end:])


def said_instead(text: str, start: int) -> str:
    """Return « une personne » as it is written at this offset of a text: with a capital where words begin."""
    head = max(start - BEFORE, text.rfind("\n", max(start - BEFORE, 0), start) + 1, 0)
    return INSTEAD.capitalize() if HEAD.search(text, head, start) else INSTEAD
