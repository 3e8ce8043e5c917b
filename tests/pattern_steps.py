"""Reads a text by a pattern as `re` does, and counts the letters that are tried: a cost that no clock tells."""

import re
from collections.abc import Iterator
from re import _constants as kinds
from re import _parser

from tests.pattern_runs import ONE, letters_of_one

MOST = 50_000  # letters tried, after which a reading is given up


class TooManySteps(Exception):
    """A reading that was given up."""


def steps_of(pattern: re.Pattern[str], text: str) -> int:
    """Return how many letters a search over the whole of `text` tries."""
    reading, items = Reading(text), _parser.parse(pattern.pattern, pattern.flags)
    place = 0
    while place <= len(text):
        place = max(reading.first(items, place, pattern.flags) or 0, place + 1)
    return reading.steps


class Reading:
    """Each generator yields where a way of reading some items ends, in the order of `re`."""

    def __init__(self, text: str) -> None:
        self.text, self.steps = text, 0
        self.letters: dict[tuple[int, int], frozenset[int]] = {}

    def first(self, items, place: int, flags: int) -> int | None:
        return next(self.ends(list(items), place, flags), None)

    def ends(self, items: list, place: int, flags: int, at: int = 0) -> Iterator[int]:
        while at < len(items) and items[at][0] in ONE:
            if not self.is_one(items[at], place, flags):
                return
            place, at = place + 1, at + 1
        if at == len(items):
            yield place
        else:
            for end in self.ends_of(*items[at], place, flags):
                yield from self.ends(items, end, flags, at + 1)

    def is_one(self, item, place: int, flags: int) -> bool:
        self.steps += 1
        if self.steps > MOST:
            raise TooManySteps
        known = id(item), flags  # of a pattern that is kept as long as it is read
        if known not in self.letters:
            self.letters[known] = letters_of_one(*item, flags)
        return place < len(self.text) and ord(self.text[place]) in self.letters[known]

    def ends_of(self, kind, told, place: int, flags: int) -> Iterator[int]:
        match kind:
            case kinds.SUBPATTERN:
                yield from self.ends(list(told[3]), place, (flags | told[1]) & ~told[2])
            case kinds.BRANCH:
                for branch in told[1]:
                    yield from self.ends(list(branch), place, flags)
            case kinds.MAX_REPEAT | kinds.MIN_REPEAT:
                yield from self.turns(kind, told, 0, place, flags)
            case kinds.ATOMIC_GROUP:
                yield from () if (end := self.first(told, place, flags)) is None else (end,)
            case kinds.POSSESSIVE_REPEAT:
                yield from self.possessed(told, place, flags)
            case kinds.ASSERT | kinds.ASSERT_NOT:
                yield from (place,) if self.stands(told, place, flags) == (kind is kinds.ASSERT) else ()
            case _:
                raise NotImplementedError(kind)

    def turns(self, kind, told, done: int, place: int, flags: int) -> Iterator[int]:
        least, most, items = told
        if kind is kinds.MIN_REPEAT and done >= least:
            yield place
        for end in self.ends(list(items), place, flags) if done < most else ():
            if end > place:
                yield from self.turns(kind, told, done + 1, end, flags)
        if kind is kinds.MAX_REPEAT and done >= least:
            yield place

    def possessed(self, told, place: int, flags: int) -> Iterator[int]:
        (least, most, items), done = told, 0
        while done < most and (end := self.first(items, place, flags)) is not None and end > place:
            done, place = done + 1, end
        if done >= least:
            yield place

    def stands(self, told, place: int, flags: int) -> bool:
        direction, items = told
        start = place if direction > 0 else place - items.getwidth()[0]
        return start >= 0 and self.first(items, start, flags) is not None
