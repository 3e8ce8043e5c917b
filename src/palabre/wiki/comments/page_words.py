"""The words of a rendered page, as passages are quoted from them, and the line of each."""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_left

from palabre.notes.markdown import holes
from palabre.notes.markdown.plain_text import plain_text
from palabre.pure.quotes import flat

MARK = re.compile("\x01([0-9]+)\x02")
NO_MARK = str.maketrans("", "", "\x01\x02")


@dataclasses.dataclass(frozen=True, slots=True)
class PageWords:
    """The words of a page on one line. Those up to `ends[n]` are of the line `lines[n]` of the source, or before."""

    text: str
    ends: tuple[int, ...]
    lines: tuple[int, ...]

    @classmethod
    def of(cls, rendered: str) -> PageWords:
        marked = holes.fill(
            rendered.translate(NO_MARK),
            opening=lambda first, last: "<span>",
            ending=lambda first, last: f"\x01{first}\x02",
            page=lambda title, label: label,
            listed=lambda asked: "",
        )
        words, *rest = MARK.split(plain_text(marked))
        text, ends, lines = flat(words), [], []
        for line, words in zip(rest[::2], rest[1::2], strict=True):
            ends.append(len(text))
            lines.append(int(line))
            text += flat(words).lstrip(" ") if text.endswith(" ") else flat(words)
        return cls(text, tuple(ends), tuple(lines))

    def line_at(self, place: int) -> int:
        """Return the line of the source in which the words at this place stand; 0 in a page without lines."""
        at = bisect_left(self.ends, place + 1)
        return self.lines[min(at, len(self.lines) - 1)] if self.lines else 0
