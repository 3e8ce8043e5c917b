"""Texts that named a person, with what they became: what is done before a lock is not done again under it."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass, field

MOST_BYTES = 32_000_000  # beyond, nothing more is kept: these texts are cleaned again
AROUND = 200  # bytes of memory that each one takes beside its own


@dataclass(slots=True)
class CleanedTexts:
    """Cleaned texts, compressed, by the digest of what they were.

    `places`: where a batch of rows may name the person, by its digest. `small_words`: those that texts write in lower
    case, of those that were asked for.
    """

    kept: dict[bytes, bytes] = field(default_factory=dict)
    weight: int = 0
    places: dict[bytes, list[int]] = field(default_factory=dict)
    small_words: dict[frozenset[str], frozenset[str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.kept)

    def __contains__(self, text: str) -> bool:
        return digest_of(text) in self.kept

    def of(self, text: str) -> str | None:
        """Return what this text became; None when it is not known."""
        packed = self.kept.get(digest_of(text)) if self.kept else None
        return None if packed is None else zlib.decompress(packed).decode(errors="surrogatepass")

    def keep(self, text: str, cleaned: str) -> None:
        packed = zlib.compress(cleaned.encode(errors="surrogatepass"), level=1)
        if self.weight + len(packed) + AROUND <= MOST_BYTES:
            self.kept[digest_of(text)] = packed
            self.weight += len(packed) + AROUND


def digest_of(text: str) -> bytes:
    return hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=16).digest()
