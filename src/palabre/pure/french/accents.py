"""Texts without case nor accents, so that « Élus », « élus » and « ELUS » are one."""

import re
import unicodedata

ACCENTS = re.compile("[\u0300-\u036f]")
LOOK_ALIKES = str.maketrans(
    {
        "\u2019": "'",
        "\u2018": "'",
        "\u02bc": "'",
        "\u02b9": "'",
        "\u2032": "'",
        "\u2010": "-",
        "\u2011": "-",
        "œ": "oe",
        "æ": "ae",
        "ø": "o",
        "ł": "l",
        "đ": "d",
    }
)


def fold(text: str) -> str:
    """Lower-case, without accents; curly apostrophes and special hyphens become plain ones.

    The length may change (« œuvre » gains a letter). Folding twice changes nothing more.
    """
    if text.isascii():
        return text.lower()
    once = _fold_once(text)
    return once if once.isascii() else _fold_once(once)


def _fold_once(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = ACCENTS.sub("", decomposed).translate(LOOK_ALIKES)
    return unicodedata.normalize("NFKC", bare.casefold())
