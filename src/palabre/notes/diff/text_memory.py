"""Memory of what was found in two texts: a page is read more often than it changes."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Sized
from hashlib import blake2b
from threading import Lock

from palabre.notes.diff.line_matches import kept_lines

MOST_LINES = 2_000_000  # of all the texts whose lines are remembered: eight megabytes
AN_ENTRY = 100  # lines that take as much memory as what is kept beside a result: an empty one has no line


class TextMemory[T: Sized]:
    """The latest results of a function of two texts, of `most` lines in all. The texts are known by their digests.

    A result counts for its lines and for AN_ENTRY.
    """

    def __init__(self, compute: Callable[[str, str], T], *, most: int) -> None:
        self.compute, self.most, self.size = compute, most, 0
        self.found: OrderedDict[tuple[bytes, bytes], T] = OrderedDict()
        self.lock = Lock()

    def __call__(self, before: str, after: str) -> T:
        key = (short_digest(before), short_digest(after))
        with self.lock:
            if key in self.found:
                self.found.move_to_end(key)
                return self.found[key]
        found = self.compute(before, after)
        with self.lock:
            self.keep(key, found)
        return found

    def keep(self, key: tuple[bytes, bytes], found: T) -> None:
        """Remember a result, and forget the oldest ones beyond the bound. The caller holds the lock."""
        if key in self.found:
            return
        self.found[key] = found
        self.size += AN_ENTRY + len(found)
        while self.size > self.most:
            _key, oldest = self.found.popitem(last=False)
            self.size -= AN_ENTRY + len(oldest)


class FollowedLines:
    """The new number of each line of a text that is still in another one. Lines from 1."""

    def __init__(self, kept: dict[int, int]) -> None:
        self.numbers = array("I", [0]) * (1 + max(kept, default=0))
        for line, number in kept.items():
            self.numbers[line] = number

    def __len__(self) -> int:
        return len(self.numbers)

    def get(self, line: int) -> int:
        """Return the new number of this line; 0 when it went."""
        return self.numbers[line] if 0 < line < len(self.numbers) else 0


def short_digest(text: str) -> bytes:
    return blake2b(text.encode(errors="surrogatepass"), digest_size=16).digest()


def lines_followed(before: str, after: str) -> FollowedLines:
    return FollowedLines(kept_lines(before, after))


followed_lines = TextMemory(lines_followed, most=MOST_LINES)
