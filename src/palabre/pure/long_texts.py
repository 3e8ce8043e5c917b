"""Patterns over texts of any length, in short calls: during a call of `re`, no other thread of the process runs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

PIECE = 4096  # characters from which one call may begin what it finds: a millisecond or two


def found_near(
    pattern: re.Pattern[str],
    text: str,
    clues: Iterable[str],
    *,
    longest: int,
    start: int = 0,
    end: int | None = None,
    lowered: str | None = None,
    but: Callable[[re.Match[str]], bool] | None = None,
) -> Iterator[re.Match[str]]:
    """Yield what `pattern.finditer(text, start, end)` yields; what `but` is true of may hold another match.

    Each match holds one of `clues`, and neither it nor what is looked at around it is longer than `longest`. `lowered`,
    where clues are looked for, is the text with as many characters.
    """
    searched, end = text if lowered is None else lowered, len(text) if end is None else end
    nearest = {clue: searched.find(clue, start, end) for clue in clues}
    while True:
        for clue, place in nearest.items():
            if 0 <= place < start:
                nearest[clue] = searched.find(clue, start, end)
        near = min((place for place in nearest.values() if place >= 0), default=-1)
        if near < 0:
            return
        start = max(start, near - longest)
        last = start + PIECE
        found = pattern.search(text, start, min(last + longest, end))
        if found is not None and found.start() < last:
            if but is not None and but(found):
                start = found.start() + 1
            else:
                yield found
                start = max(found.end(), start + 1)
        elif last >= end:
            return
        else:
            start = last


def end_of_run(pattern: re.Pattern[str], text: str, start: int) -> int:
    """Return where the signs end that `pattern` reads one by one, as many as there are, from `start` on."""
    while (found := pattern.match(text, start, start + PIECE)) is not None and found.end() == start + PIECE:
        start += PIECE
    return start if found is None else found.end()
