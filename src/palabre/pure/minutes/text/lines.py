"""One line to read, with its place in the original text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """Several may bear the same number (`<br/>`); in table rows `\\v` stands for a break.

    `last`: the number of the last line that its words came from, where that is another one, else 0.
    """

    text: str
    number: int
    last: int = 0
