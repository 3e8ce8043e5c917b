"""Reads a pattern, and tells whether a search may begin again at each place of a run that one of its repeats reads.

`gagn\\w+ euros` is such a one: from each « gagn » of « gagngagn… » the rest of the run is read, and given back. So is
`\\s+$` in a run of blanks. A left edge, which stands at no place within the run, keeps the search from it, as in
`\\bgagn\\w+ euros`.
"""

import re
from re import _constants as kinds
from re import _parser

from tests.pattern_runs import LETTERS, LONG, ONE, REPEATS, letters_of

WORD = frozenset(one for one in LETTERS if re.match(r"\w", chr(one)))
LONG_REPEATS = (*REPEATS, kinds.POSSESSIVE_REPEAT)
AHEAD = 1


def runs_begun_again(pattern: re.Pattern[str]) -> set[frozenset[int]]:
    """Return the letters of each run that is read again from many of its places, unless the pattern ends there."""
    items, flags = _parser.parse(pattern.pattern, pattern.flags), pattern.flags
    runs = {letters_of(told[2], flags) for told in long_repeats(items)}
    return {run for run in runs if Starts(run, flags).are_many(items)}


def long_repeats(items):
    for kind, told in items:
        if kind in LONG_REPEATS:
            if told[1] is kinds.MAXREPEAT or told[1] >= LONG:
                yield told
            yield from long_repeats(told[2])
        else:
            for one in within(kind, told):
                yield from long_repeats(one)


def within(kind, told):
    """Return the sequences of items that this one holds, besides a repeat."""
    match kind:
        case kinds.SUBPATTERN:
            return [told[3]]
        case kinds.BRANCH:
            return told[1]
        case kinds.ATOMIC_GROUP:
            return [told]
        case kinds.ASSERT | kinds.ASSERT_NOT:
            return [told[1]]
    return []


class Starts:
    """The places of a run of letters from which a pattern reads the rest of it."""

    def __init__(self, run: frozenset[int], flags: int) -> None:
        self.run, self.flags, self.found = run, flags, False

    def are_many(self, items) -> bool:
        self.passes(items, may_fail=False)
        return self.found

    def passes(self, items, *, may_fail: bool) -> bool:
        """Return whether these items may be read within the run; `may_fail`: something has to follow them."""
        items = list(items)
        for at, (kind, told) in enumerate(items):
            if not self.passes_one(kind, told, may_fail or any(map(may_be_missing, items[at + 1 :]))):
                return False
        return True

    def passes_one(self, kind, told, may_fail: bool) -> bool:
        if kind in ONE:
            return bool(letters_of([(kind, told)], self.flags) & self.run)
        if kind in LONG_REPEATS:
            return self.passes_repeat(told, may_fail)
        if kind is kinds.AT:
            return self.has_edge(told)
        if kind in (kinds.ASSERT, kinds.ASSERT_NOT):
            return self.passes_look(kind, told)
        held = [self.passes(one, may_fail=may_fail) for one in within(kind, told)]
        return any(held) or not held

    def passes_repeat(self, told, may_fail: bool) -> bool:
        least, most, items = told
        is_long = most is kinds.MAXREPEAT or most >= LONG
        if is_long and may_fail and letters_of(items, self.flags) == self.run:
            self.found = True
        return self.passes(items, may_fail=may_fail) or least == 0

    def has_edge(self, told) -> bool:
        """Return whether this edge stands at places within the run."""
        match told:
            case kinds.AT_BOUNDARY:
                return bool(self.run & WORD and self.run - WORD)
            case kinds.AT_BEGINNING | kinds.AT_END:
                return bool(self.flags & re.MULTILINE) and ord("\n") in self.run
        return told is kinds.AT_NON_BOUNDARY

    def passes_look(self, kind, told) -> bool:
        direction, items = told
        if direction == AHEAD:
            passed = self.passes(items, may_fail=True)
            return passed or kind is kinds.ASSERT_NOT
        if kind is kinds.ASSERT:
            return self.passes(items, may_fail=False)
        return items.getwidth() != (1, 1) or bool(self.run - letters_of(items, self.flags))


def may_be_missing(item) -> bool:
    """Return whether a text may lack this item, so that what stands before it is given back."""
    kind, told = item
    if kind in LONG_REPEATS:
        return told[0] > 0 and any(map(may_be_missing, told[2]))
    if kind in (kinds.SUBPATTERN, kinds.ATOMIC_GROUP):
        return any(map(may_be_missing, within(kind, told)[0]))
    return kind is not kinds.BRANCH or all(any(map(may_be_missing, one)) for one in told[1])
