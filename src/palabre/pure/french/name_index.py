"""Many names that one text may mean: what each shares with the others is looked up, not compared with all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from palabre.pure.french.spellings import Name, Spelling


class NameIndex:
    """The names that a text may mean, by their pieces."""

    def __init__(self, names: Iterable[str]) -> None:
        self.numbers: dict[str, int] = {}
        self.by_piece: dict[str, dict[int, Name]] = defaultdict(dict)
        for number, name in enumerate(names):
            self.numbers[name], read = number, Name.of(name)
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

    def may_be_named(self, name: str, lowered: str) -> bool:
        """Return False where a text surely does not name this person; `lowered` is the flat text in lower case.

        Of two with one first name, neither is named by it alone: what is missing then is the surname, or its letter.
        """
        own = Name.of(name)
        if any(clue in lowered for clue in own.surname_clues):
            return True
        if not own.first or own.first_clue not in lowered:
            return False
        if own.is_full and (len(own.first) > 1 or f"{own.first[0]} {own.surname[0][0]}." in lowered):
            return True
        return not any(own.first in other.tokens for other in self.others(name))
