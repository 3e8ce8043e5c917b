"""A ballot as it is stored: its holder as an HMAC, its contents sealed, both by the key of its vote.

The contents are XORed with BLAKE2b, keyed, of a nonce that is new at each writing: one block, of which no byte is used
twice. They always have the same length. Nothing in a database proves that they are whole, and nothing needs to: who
writes there could write other ballots.
"""

from __future__ import annotations

import dataclasses
import hashlib
import hmac
import secrets
import struct
from collections.abc import Iterable

from palabre.forums.ballots.ballot_keys import BallotKey

MOST = 7  # dots of one ballot
LAYOUT = struct.Struct(f">I{MOST}Q")  # the number of the phone, then ids of questions, 0 for none
NONCE, BLOCK = 16, hashlib.blake2b.MAX_DIGEST_SIZE


@dataclasses.dataclass(frozen=True, slots=True)
class Marks:
    """The contents of a ballot: the number of the phone, as they came, and the questions that bear its dots."""

    phone: int
    dots: tuple[int, ...] = ()

    def put(self, question: int) -> Marks:
        return dataclasses.replace(self, dots=(*self.dots, question))

    def only(self, questions: Iterable[int]) -> Marks:
        """Return these marks without the dots on other questions."""
        there = set(questions)
        return dataclasses.replace(self, dots=tuple(one for one in self.dots if one in there))


def holder_of(key: BallotKey, name: str) -> str:
    """Return what stands for the holder of this name ("person 12") in a ballot."""
    return hmac.digest(key.secret, f"holder {name}".encode(), "sha256").hex()


def seal(key: BallotKey, marks: Marks) -> str:
    nonce = secrets.token_bytes(NONCE)
    words = LAYOUT.pack(marks.phone, *marks.dots, *[0] * (MOST - len(marks.dots)))
    return (nonce + masked(key, nonce, words)).hex()


def unseal(key: BallotKey, sealed: str) -> Marks:
    said = bytes.fromhex(sealed)
    phone, *dots = LAYOUT.unpack(masked(key, said[:NONCE], said[NONCE:]))
    return Marks(phone, tuple(one for one in dots if one))


def masked(key: BallotKey, nonce: bytes, words: bytes) -> bytes:
    """Hide these words, or show them again. They have BLOCK bytes at most."""
    block = hashlib.blake2b(nonce, key=key.secret, digest_size=BLOCK, person=b"ballot").digest()
    return bytes(one ^ other for one, other in zip(words, block, strict=False))
