"""What an import wants to be there: rows under stable keys, in the order in which they lean on each other.

Planning reads findings and touches no database, so that two plans can be compared: the plan of a corrected
text against that of the former text says what changed, and nothing else is touched.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from palabre.pure.french import fold

Lines = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Ref:
    """The row that the plan wants under `key`."""

    key: str


@dataclass(frozen=True, slots=True)
class TitleOf:
    """The title of the row under `key`, which may stand since an earlier text under a title of its own."""

    key: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """One row. `fields` hold values, `Ref`s or `TitleOf`s; `lines` and `words` say where in the text it was read.

    `is_tie`: the row only ties others together (an affiliation, a seat at a meeting): the same tie that is
    already there is taken as it is. `names` are the names, as keys, by which a group is known: its conveners'.
    """

    key: str
    model: type[models.Model]
    fields: dict[str, Any]
    lines: Lines | None = None
    words: str = ""
    is_tie: bool = False
    names: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Uncertain:
    """Words kept as a doubt in the text."""

    kind: str
    words: str
    lines: Lines
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Plan:
    """Rows wanted, each under its key once; other lines that they were read in; the doubts left to people."""

    wanted: dict[str, Wanted] = field(default_factory=dict)
    doubts: list[Uncertain] = field(default_factory=list)
    said_again: list[tuple[str, Lines, str]] = field(default_factory=list)

    def __iter__(self) -> Iterator[Wanted]:
        return iter(self.wanted.values())

    def want(
        self,
        key: str,
        model: type[models.Model],
        lines: Lines | None = None,
        words: str = "",
        names: tuple[tuple[str, ...], ...] = (),
        /,
        **fields: Any,
    ) -> Ref:
        """Want a row; the first wish under a key stands."""
        self.wanted.setdefault(key, Wanted(key, model, fields, lines, words, names=names))
        return Ref(key)

    def tie(self, key: str, model: type[models.Model], /, **fields: Any) -> Ref:
        self.wanted.setdefault(key, Wanted(key, model, fields, is_tie=True))
        return Ref(key)

    def also_said(self, row: Ref, lines: Lines, words: str) -> None:
        """Say that a row was read in other lines too."""
        if self.wanted[row.key].lines != lines:
            self.said_again.append((row.key, lines, words))

    def doubt(self, kind: str, words: str, lines: Lines, **facts: Any) -> None:
        self.doubts.append(Uncertain(kind, words, lines, facts))


def plan_key(kind: str, *parts: str) -> str:
    """Return a short key, the same for texts that differ by case, accents and spaces only."""
    text = "\x1f".join(" ".join(fold(part).split()) for part in parts)
    return f"{kind}:{hashlib.blake2b(text.encode(), digest_size=12).hexdigest()}"
