"""Reads a pattern, and tells whether one long run of text may be shared in many ways between two of its repeats.

`a[^"]*b[^"]*c` is such a one: where no c follows, each b of a run is tried, and the rest of the run is read again for
each. A pattern never lets another thread go on: the square of a text's length stops the whole server.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from re import _constants as kinds
from re import _parser

LONG = 1_000  # times that a repeat may take: a bounded one costs its bound, not the square of the text
LETTERS = frozenset(range(0x250)) | frozenset(map(ord, "–—’“”…→•€"))
REPEATS = (kinds.MAX_REPEAT, kinds.MIN_REPEAT)
ONE = (kinds.LITERAL, kinds.NOT_LITERAL, kinds.ANY, kinds.IN)


@dataclass(frozen=True)
class Run:
    """What one repeat may read, and what it may share with a later one: None as long as there is none."""

    letters: frozenset[int]
    shared: frozenset[int] | None = None


def shared_runs(pattern: re.Pattern[str]) -> set[frozenset[int]]:
    """Return the letters that two long repeats may share, each time that something has to follow them."""
    found: set[frozenset[int]] = set()
    walk(_parser.parse(pattern.pattern, pattern.flags), pattern.flags, frozenset(), found)
    return found


def is_blank(letters: frozenset[int]) -> bool:
    return all(chr(letter).isspace() for letter in letters)


def walk(items, flags: int, runs: frozenset[Run], found: set[frozenset[int]]) -> frozenset[Run]:
    """Return the runs that may reach the end of these items."""
    for kind, told in items:
        if kind in ONE:
            runs = through(runs, letters_of([(kind, told)], flags), found)
        elif kind is kinds.SUBPATTERN:
            runs = walk(told[3], flags, runs, found)
        elif kind is kinds.BRANCH:
            runs = frozenset().union(*(walk(branch, flags, runs, found) for branch in told[1]))
        elif kind in REPEATS:
            runs = repeated(told, flags, runs, found)
        elif kind is kinds.AT and told not in (kinds.AT_BEGINNING, kinds.AT_BEGINNING_STRING):
            through(runs, LETTERS, found)
        elif kind in (kinds.ATOMIC_GROUP, kinds.POSSESSIVE_REPEAT):
            runs = frozenset()
        elif kind in (kinds.ASSERT, kinds.ASSERT_NOT) and told[0] > 0:
            through(runs, LETTERS, found)
    return runs


def through(runs: frozenset[Run], letters: frozenset[int], found: set[frozenset[int]]) -> frozenset[Run]:
    """Return the runs that one of these letters, which has to be there, may be part of."""
    found |= {run.shared for run in runs if run.shared}
    return frozenset(run for run in runs if run.letters & letters)


def repeated(told, flags: int, runs: frozenset[Run], found: set[frozenset[int]]) -> frozenset[Run]:
    least, most, items = told
    if most is not kinds.MAXREPEAT and most < LONG:
        once = walk(items, flags, runs, found if least else set())
        return once if least else runs | once
    letters = letters_of(items, flags)
    walk(items, flags, frozenset(), found)
    kept = frozenset(run for run in runs if run.letters & letters) if least else runs
    both = frozenset(Run(run.letters, run.letters & letters) for run in runs if run.letters & letters)
    return kept | both | {Run(letters)}


def letters_of(items, flags: int) -> frozenset[int]:
    """Return the letters that these items may read."""
    return frozenset().union(*(letters_of_one(kind, told, flags) for kind, told in items))


def letters_of_one(kind, told, flags: int) -> frozenset[int]:
    match kind:
        case kinds.LITERAL:
            return matched(re.escape(chr(told)), flags)
        case kinds.NOT_LITERAL:
            return LETTERS - {told}
        case kinds.ANY:
            return LETTERS if flags & re.DOTALL else LETTERS - {ord("\n")}
        case kinds.IN:
            return in_set(told, flags)
        case kinds.SUBPATTERN:
            return letters_of(told[3], flags)
        case kinds.ATOMIC_GROUP:
            return letters_of(told, flags)
        case kinds.BRANCH:
            return frozenset().union(*(letters_of(branch, flags) for branch in told[1]))
        case kinds.MAX_REPEAT | kinds.MIN_REPEAT | kinds.POSSESSIVE_REPEAT:
            return letters_of(told[2], flags)
    return frozenset()


CATEGORIES = {
    kinds.CATEGORY_DIGIT: r"\d",
    kinds.CATEGORY_NOT_DIGIT: r"\D",
    kinds.CATEGORY_SPACE: r"\s",
    kinds.CATEGORY_NOT_SPACE: r"\S",
    kinds.CATEGORY_WORD: r"\w",
    kinds.CATEGORY_NOT_WORD: r"\W",
}


def in_set(told, flags: int) -> frozenset[int]:
    is_not, found = False, frozenset()
    for kind, one in told:
        match kind:
            case kinds.NEGATE:
                is_not = True
            case kinds.LITERAL:
                found |= matched(re.escape(chr(one)), flags)
            case kinds.RANGE:
                found |= matched(f"[{re.escape(chr(one[0]))}-{re.escape(chr(one[1]))}]", flags)
            case kinds.CATEGORY:
                found |= matched(CATEGORIES[one], flags)
    return LETTERS - found if is_not else found


@lru_cache
def matched(letter: str, flags: int) -> frozenset[int]:
    one = re.compile(letter, flags & re.IGNORECASE)
    return frozenset(number for number in LETTERS if one.fullmatch(chr(number)))
