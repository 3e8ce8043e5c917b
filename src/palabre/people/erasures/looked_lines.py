"""Lines of a text in which refused names were looked for, so that a text is looked at before it is locked, and once.

Looking takes seconds for a text of a megabyte: under the lock, only what is new since then is looked at.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator

from palabre.people.erasures.refused_names import MOST_PIECES, keep_out, refused_digests
from palabre.spaces.models import Space

type Lines = tuple[str, ...]  # a line and those before it, over which one name may go


@dataclasses.dataclass(slots=True)
class LookedLines:
    """Lines that one act looked at while the same names were `refused`."""

    space: Space
    refused: frozenset[str] | None = None  # None before anything was looked at
    known: set[Lines] = dataclasses.field(default_factory=set)

    @property
    def is_current(self) -> bool:
        """Return whether the same names are still refused."""
        return self.refused is None or refused_digests(self.space) == self.refused

    def keep_out(self, before: str, now: str, *words: str) -> None:
        """Raise NameRefused when the lines that make `now` of `before`, or these words, contain a removed name."""
        if now == before:
            return
        refused = refused_digests(self.space)
        if refused != self.refused:
            self.refused, self.known = refused, set()
        if refused:
            self.known.update(lines_in_a_row(before))
            keep_out(self.space, *new_parts(now, self.known.__contains__), *words)
            self.known.update(lines_in_a_row(now))


def new_parts(text: str, is_known: Callable[[Lines], bool]) -> Iterator[str]:
    """Yield the parts of the text whose lines were not looked at together."""
    lines, start, end = text.split("\n"), 0, 0
    for number, group in enumerate(lines_in_a_row(text), 1):
        if is_known(group):
            continue
        if number - len(group) > end:
            yield "\n".join(lines[start:end])
            start = number - len(group)
        end = number
    yield "\n".join(lines[start:end])


def lines_in_a_row(text: str) -> Iterator[Lines]:
    """Yield each line of the text with those before it that one name may begin in."""
    lines = text.split("\n")
    for end in range(1, len(lines) + 1):
        yield tuple(lines[max(0, end - MOST_PIECES) : end])
