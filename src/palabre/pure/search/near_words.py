"""Words that differ from a typed one by a typing error or two: « biblioteque » for « bibliothèque ».

>>> nearest("biblioteque", {"bibliotheque", "boutique"})
'bibliotheque'
"""

from __future__ import annotations

from collections.abc import Iterable

SHORTEST, LONG = 5, 8  # letters of a word that may be mended, and of one in which two errors are forgiven
HEAD, TAIL = 2, 3  # letters of which one end at least is right


def nearest(typed: str, known: Iterable[str]) -> str:
    """Return the nearest of these folded words; "" if it is one of them, or if none is near enough."""
    most = 2 if len(typed) >= LONG else 1
    if len(typed) < SHORTEST:
        return ""
    found = [(errors(typed, one, most), one) for one in candidates(typed, known, most)]
    distance, word = min(found, default=(most + 1, ""))
    return word if 0 < distance <= most else ""


def candidates(typed: str, known: Iterable[str], most: int) -> list[str]:
    """Return the words in which it is worth counting the errors: one error changes two of the letters that are there.

    Each condition excludes most of the words that the one before keeps; thousands are known.
    """
    shortest, longest, head, tail, letters = (
        len(typed) - most,
        len(typed) + most,
        typed[:HEAD],
        typed[-TAIL:],
        set(typed),
    )
    return [
        one
        for one in known
        if shortest <= len(one) <= longest
        and (one.startswith(head) or one.endswith(tail))
        and len(letters.symmetric_difference(one)) <= 2 * most
    ]


def errors(one: str, other: str, most: int) -> int:
    """Return how many letters are missing, too many, wrong or swapped with the next; at least `most` + 1 beyond it."""
    one, other = without_ends_in_common(one, other)
    before: list[int] = []
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, start=1):
        before_that, before, row = before, row, [place]
        for column, wanted in enumerate(other, start=1):
            least = min(before[column] + 1, row[column - 1] + 1, before[column - 1] + (letter != wanted))
            if place > 1 and column > 1 and letter == other[column - 2] and one[place - 2] == wanted:
                least = min(least, before_that[column - 2] + 1)
            row.append(least)
        if min(row) > most:
            return most + 1
    return row[-1]


def without_ends_in_common(one: str, other: str) -> tuple[str, str]:
    """Return what differs: there is no error in the rest."""
    start = letters_in_common(one, other)
    one, other = one[start:], other[start:]
    end = letters_in_common(one[::-1], other[::-1])
    return one[: len(one) - end], other[: len(other) - end]


def letters_in_common(one: str, other: str) -> int:
    """Return how many letters the two words begin with alike."""
    pairs = enumerate(zip(one, other))
    return next((place for place, (letter, wanted) in pairs if letter != wanted), min(len(one), len(other)))
