"""The order in which each phone is shown the questions of a vote, so that none is first more often than another.

Phones are numbered from 0 as they come, and taken in blocks of as many as there are questions. Within a block the
orders are the rotations of one random permutation: after any number of phones, each question was first on as many of
them as the others, give or take one. A question that comes late is inserted at a random place. Everything random is
drawn from a seed: the same phone is always shown the same order.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

LARGEST = 2**64


def fair_order(questions: Sequence[int], phone: int, *, seed: bytes, late: Sequence[int] = ()) -> list[int]:
    """Return the ids of the questions, then of the `late` ones among them, as this phone is shown them.

    `seed` has 1 to 64 bytes. The others keep their order when a late question comes.
    """
    block, turn = divmod(phone, max(1, len(questions)))
    drawn = sorted(questions, key=lambda one: draw(seed, "block", block, one))
    order = [*drawn[turn:], *drawn[:turn]]
    for one in late:
        order.insert(draw(seed, "late", phone, one) * (len(order) + 1) // LARGEST, one)
    return order


def draw(seed: bytes, *what: object) -> int:
    """Return a number below LARGEST that looks random to who does not have the seed."""
    said = " ".join(map(str, what)).encode()
    return int.from_bytes(hashlib.blake2b(said, key=seed, digest_size=8).digest())
