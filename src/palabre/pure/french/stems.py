"""Stems: « coopérer », « coopération » and « COOPÉRATIF » are one word for a search."""

from functools import cache, lru_cache
from threading import Lock
from typing import Protocol

from palabre.pure.french.accents import fold
from palabre.pure.french.stop_words import STOP_WORDS
from palabre.pure.french.words import Word, words

# « co-construire » is also written « coconstruire ».
PREFIXES = frozenset(
    {
        "co",
        "re",
        "pre",
        "inter",
        "intra",
        "auto",
        "eco",
        "meta",
        "multi",
        "micro",
        "tele",
        "anti",
        "pluri",
        "bio",
        "pro",
    }
)
# Compounds whose parts mean something else.
ONE_WORD = frozenset({"rendez-vous", "compte-rendu", "comptes-rendus", "vis-a-vis"})


ONE_AT_A_TIME = Lock()  # a Snowball stemmer keeps the word that it is cutting: threads would cut each other’s


class Stemmer(Protocol):
    """The interface of a Snowball stemmer."""

    def stemWord(self, word: str) -> str: ...  # noqa: N802 (Snowball's own name)


def stems(text: str) -> list[str]:
    """Return the folded Snowball stems of a text in order, without stop words.

    An inclusive spelling gives the stem of each of its readings once, a hyphenated word those of its parts.
    """
    return [stem for word in words(text) for stem in word_stems(word)]


def word_stems(word: Word) -> tuple[str, ...]:
    """Return the stems of one word; none for a stop word."""
    if word.kind in ("address", "number", "acronym"):
        return word.forms[:1]
    found = (stem(form) for form in _worth_stemming(word) if form not in STOP_WORDS)
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=50_000)
def stem(folded: str) -> str:
    """Return the Snowball French stem of one folded word.

    Snowball recognises « élus » and « chargée » by their accents; folding removes them, so these two endings are cut
    first.
    """
    mended = folded
    if len(folded) > 3 and folded.endswith(("us", "is", "as", "os")):
        mended = folded[:-1]
    elif len(folded) > 5 and folded.endswith(("ee", "ees")):
        mended = folded.rstrip("s")[:-1]
    with ONE_AT_A_TIME:
        return fold(_stemmer().stemWord(mended))


def _worth_stemming(word: Word) -> tuple[str, ...]:
    if word.kind != "compound":
        return word.forms
    whole, joined, *parts = word.forms
    if whole in ONE_WORD:
        return (joined,)
    return (joined, *parts[1:]) if parts and parts[0] in PREFIXES else tuple(parts)


@cache
def _stemmer() -> Stemmer:
    import snowballstemmer  # late: it loads thirty languages (0.12 s), which commands without stems must not pay

    french: Stemmer = snowballstemmer.stemmer("french")
    return french
