"""Rows that an import wants, under stable keys, each after those that it references.

Planning reads findings and no database, so that two plans can be compared: the difference between the plans of the
corrected and the former text is what changed, and nothing else is touched.
"""

from __future__ import annotations

import hashlib
import math
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from palabre.pure.french import fold
from palabre.refusal import Refusal

Lines = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference to the row that the plan wants under `key`."""

    key: str


@dataclass(frozen=True, slots=True)
class TitleOf:
    """The title of the row under `key`, which may already exist with another title."""

    key: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """One row. `fields` hold values, `Ref`s or `TitleOf`s; `lines` and `words` are where it was read.

    `is_tie`: the row only relates others (an affiliation, a seat at a meeting): an existing one is used as it is.
    `names` are the names, as keys, of a group's conveners, which identify it.
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
    """Words stored as a doubt."""

    kind: str
    words: str
    lines: Lines
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Plan:
    """Wanted rows, one per key; other lines in which they were read; the doubts.

    `until` is the instant, of the processor's clock of this thread, after which planning is given up.
    """

    wanted: dict[str, Wanted] = field(default_factory=dict)
    doubts: list[Uncertain] = field(default_factory=list)
    said_again: list[tuple[str, Lines, str]] = field(default_factory=list)
    until: float = field(default=math.inf, compare=False)

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
        """Add a row; the first one under a key is kept."""
        self.look()
        self.wanted.setdefault(key, Wanted(key, model, fields, lines, words, names=names))
        return Ref(key)

    def look(self) -> None:
        """Raise a Refusal where planning took too long: whatever is looked for among the rest does it each time."""
        if time.thread_time() > self.until:
            raise Refusal(
                _("This text takes too long to read."), instead=_("Give the minutes of one meeting at a time.")
            )

    def tie(self, key: str, model: type[models.Model], /, **fields: Any) -> Ref:
        self.look()
        self.wanted.setdefault(key, Wanted(key, model, fields, is_tie=True))
        return Ref(key)

    def also_said(self, row: Ref, lines: Lines, words: str) -> None:
        """Note other lines in which a row was read."""
        if self.wanted[row.key].lines != lines:
            self.said_again.append((row.key, lines, words))

    def doubt(self, kind: str, words: str, lines: Lines, **facts: Any) -> None:
        self.look()
        self.doubts.append(Uncertain(kind, words, lines, facts))


def plan_key(kind: str, *parts: str) -> str:
    """Return a short key, the same for texts that differ only by case, accents and spaces."""
    text = "\x1f".join(" ".join(fold(part).split()) for part in parts)
    return f"{kind}:{hashlib.blake2b(text.encode(), digest_size=12).hexdigest()}"
