"""Lines of a text that one sentence goes over: a pasted mail is broken at each sixty characters or so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from palabre.pure.minutes.text.blocks import ATX, LETTERED, LONG, OPENS_ON, QUOTE, ROW, RULE, WIDEST, WRAPPED, item_of
from palabre.pure.minutes.text.folded_lines import fold

type Lines = tuple[int, int]  # first and last, from 1

MOST = 40  # lines of one sentence
ENDS, ENDS_ALL = ".!?…", ".!?…:;"
LABEL = re.compile(r"[A-ZÀ-Ý][\w’' -]{0,40}\s?:(?!//)")


class WholeLines:
    """The lines of a text, each with those that are one sentence with it. Each line is read once, if it is asked for.

    `margin` is the length of its longest line of prose, where that is known: it tells how wide the text was.
    """

    def __init__(self, lines: Sequence[str], *, margin: int | None = None) -> None:
        self.lines, self.known_margin, self.found = lines, margin, dict[int, Lines]()

    @cached_property
    def margin(self) -> int:
        return widest(self.lines) if self.known_margin is None else self.known_margin

    def at(self, number: int) -> Lines:
        """Return the first and last lines of the sentence of this one: most often it alone."""
        if number not in self.found:
            self.read(*self.run_of(number))
        return self.found[number]

    def run_of(self, number: int) -> Lines:
        """Return the lines around this one of which each may go on to the next."""
        first = last = number
        while first > 1 and may_go_on(self.lines[first - 2], self.lines[first - 1]):
            first -= 1
        while last < len(self.lines) and may_go_on(self.lines[last - 1], self.lines[last]):
            last += 1
        return first, last

    def read(self, first: int, last: int) -> None:
        start = first
        for number in range(first, last + 1):
            if number == last or number - start + 1 == MOST or not self.goes_on(number, start):
                self.found.update((one, (start, number)) for one in range(start, number + 1))
                start = number + 1

    def goes_on(self, number: int, start: int) -> bool:
        """Return whether the sentence that begins at the line `start` goes on after this one, as surely as can be.

        It does after « avec », and before a small letter where the line was long, or under a point of a list; else only
        after a line that was full. Lines that end with a comma, or begin with figures, may be a list.
        """
        line, following = self.lines[number - 1].rstrip(), self.lines[number]
        text = following.strip()
        is_small = text[0].islower()
        if line[-1] in (ENDS if is_small else ENDS_ALL) or LABEL.match(text) or "|" in line + text:
            return False
        if OPENS_ON.search(fold(line[-12:])):
            return True
        if is_small:
            return len(line) >= WRAPPED or (following[:2] == "  " and begins(self.lines[start - 1]))
        is_full = len(line) + 1 + len(text.split(maxsplit=1)[0]) > self.margin * 0.9
        are_figures = text[0].isdigit() and line.lstrip()[0].isdigit()
        return is_full and not are_figures and len(line) >= LONG and self.margin <= WIDEST


def widest(lines: Sequence[str]) -> int:
    return max((len(line) for line in lines if len(line) <= WIDEST and not line.startswith("|")), default=0)


def may_go_on(line: str, following: str) -> bool:
    """Return whether a line may go on to the following one: both have words, and none begins there."""
    return bool(line.strip() and following.strip()) and not (begins(following) or ATX.match(line) or ROW.match(line))


def begins(line: str) -> bool:
    """Return whether something begins at this line: a title, a point of a list, a row, a rule."""
    if line.lstrip()[:1].isalpha() and not LETTERED.match(line.lstrip()):
        return False
    return bool(ATX.match(line) or RULE.match(line) or ROW.match(line) or QUOTE.match(line) or item_of(line, 0))
