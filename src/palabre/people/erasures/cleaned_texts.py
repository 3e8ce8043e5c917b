"""Texts that named a person, with what they became: what is done before a lock is not done again under it."""

from __future__ import annotations

import hashlib
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from palabre.pure.french.spellings import Name

MOST_BYTES = 32_000_000  # beyond, nothing more is kept: these texts are cleaned again
LONG = 1000  # characters: a shorter text in which nobody is found is searched again as fast as it is known
AROUND = 200  # bytes of memory that each one takes beside its own


type FileKey = tuple[Any, str]  # how names are searched (see `Cleaner.patterns`), and the digest of a file's bytes


@dataclass(frozen=True, slots=True)
class CleanedFile:
    """A text file that was cleaned: the digest of its bytes now, and the typed names that it said."""

    digest: str
    said: frozenset[Name] = frozenset()


@dataclass(slots=True)
class CleanedTexts:
    """Cleaned texts, compressed, by the digest of what they were.

    `places`: where a batch of rows may name the person, by its digest. `small_words`: those that texts write in lower
    case, of those that were asked for. `nouns`: whether texts write a word of a name after an article. `unchanged`:
    digests of texts that were searched and name nobody. `files` are those that were cleaned, `naming` tells of those
    that were searched whether they name the person.

    `joined`: the same for the names that somebody else joined to the person's, which are cleaned apart.

    `until`: the instant of the processor's clock, for this thread, from which no text is read; `is_cut`: it came.
    """

    kept: dict[bytes, bytes] = field(default_factory=dict)
    weight: int = 0
    places: dict[bytes, list[int]] = field(default_factory=dict)
    small_words: dict[frozenset[str], frozenset[str]] = field(default_factory=dict)
    nouns: dict[tuple[str, ...], bool] = field(default_factory=dict)
    unchanged: set[bytes] = field(default_factory=set)
    files: dict[FileKey, CleanedFile] = field(default_factory=dict)
    naming: dict[FileKey, bool] = field(default_factory=dict)
    until: float | None = None
    is_cut: bool = False
    joined: CleanedTexts | None = None

    def __bool__(self) -> bool:
        return bool(self.kept)

    def __contains__(self, text: str) -> bool:
        return digest_of(text) in self.kept

    def in_time[Batch](self, batches: Iterator[Batch]) -> Iterator[Batch]:
        """Yield these batches of texts as long as there is time to read them."""
        for batch in batches:
            self.is_cut = self.is_cut or (self.until is not None and time.thread_time() > self.until)
            if self.is_cut:
                return
            yield batch

    def of(self, text: str) -> str | None:
        """Return what this text became; None when it is not known."""
        if not (self.kept or self.unchanged):
            return None
        digest = digest_of(text)
        if digest in self.unchanged:
            return text
        packed = self.kept.get(digest)
        return None if packed is None else zlib.decompress(packed).decode(errors="surrogatepass")

    def keep(self, text: str, cleaned: str) -> None:
        if cleaned == text:
            if len(text) > LONG and self.weight + AROUND <= MOST_BYTES:
                self.unchanged.add(digest_of(text))
                self.weight += AROUND
            return
        packed = zlib.compress(cleaned.encode(errors="surrogatepass"), level=1)
        if self.weight + len(packed) + AROUND <= MOST_BYTES:
            self.kept[digest_of(text)] = packed
            self.weight += len(packed) + AROUND


def digest_of(text: str) -> bytes:
    return hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=16).digest()
