"""Removes the header that a PDF repeats on each page: the same line beside a page number, kept only once."""

from __future__ import annotations

import re
from collections import Counter

from palabre.pure.minutes.text.lines import Line

NUMBER = re.compile(r"^\W{0,5}(?:page\s)?\d{1,3}(?:\s?(?:/|sur|of)\s?\d{1,3})?\W{0,5}$", re.IGNORECASE)
SHORTEST = 10


def without_page_headers(lines: list[Line]) -> list[Line]:
    """Return the lines without repeated page headers (the first one is kept) and the page numbers beside them."""
    beside = [at for at in range(len(lines)) if len(lines[at].text) >= SHORTEST and _has_a_number_beside(lines, at)]
    often = Counter(lines[at].text.strip() for at in beside)
    repeated = {at for at in beside if often[lines[at].text.strip()] > 1}
    if not repeated:
        return lines
    first = {lines[at].text.strip(): at for at in sorted(repeated, reverse=True)}
    numbers = {n for at in repeated for n in (at - 1, at + 1) if 0 <= n < len(lines) and NUMBER.match(lines[n].text)}
    dropped = numbers | (repeated - set(first.values()))
    return [line for at, line in enumerate(lines) if at not in dropped]


def _has_a_number_beside(lines: list[Line], at: int) -> bool:
    return any(0 <= n < len(lines) and NUMBER.match(lines[n].text) for n in (at - 1, at + 1))
