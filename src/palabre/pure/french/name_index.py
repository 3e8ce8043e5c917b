"""Many names that one text may mean: what each shares with the others is looked up, not compared with all of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cached_property

from palabre.pure.french.spellings import Name, Pieces, Spelling


class NameIndex:
    """The names that a text may mean, by their pieces."""

    def __init__(self, names: Iterable[str]) -> None:
        self.numbers: dict[str, int] = {}
        self.read = list[Name]()
        self.by_piece: dict[str, dict[int, Name]] = defaultdict(dict)
        for number, name in enumerate(names):
            self.numbers[name], read = number, Name.of(name)
            self.read.append(read)
            for piece in read.pieces:
                self.by_piece[piece][number] = read

    def spelling(self, name: str) -> Spelling:
        """Return how `name` is searched: as `Spelling.of` does among the other names."""
        return Spelling(Name.of(name), self.others(name))

    def others(self, name: str) -> tuple[Name, ...]:
        """Return the names that hold a piece of this one, which is left out once."""
        rows = [self.by_piece.get(piece, {}) for piece in Name.of(name).pieces]
        near = {number: other for row in rows for number, other in row.items()}
        near.pop(self.numbers.get(name, -1), None)
        return tuple(near.values())

    def is_only_of(self, name: str, kind: str, *said: Pieces) -> bool:
        """Return whether no other name has this: a "word", its "whole", "initials" and surname, a "letter"."""
        return self.bearers[kind, *said] <= (name in self.numbers)

    @cached_property
    def bearers(self) -> Counter[tuple[str | Pieces, ...]]:
        """Number of names that share what may stand for one of them."""
        found: Counter[tuple[str | Pieces, ...]] = Counter()
        for read in self.read:
            first, last = read.initials
            found.update(("word", said) for said in read.whole_and_tokens)
            found.update(("whole", order) for order in {*read.orders})
            found.update((("initials", read.surname, first), ("letter", read.first, last)))
        return found
