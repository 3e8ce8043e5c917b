"""The two parts of a person's name, in whichever order they are written."""

from palabre.pure.french.accents import fold
from palabre.pure.french.keys import ASIDE, CIVILITIES

PARTICLES = frozenset(
    [
        "de",
        "du",
        "des",
        "d",
        "la",
        "le",
        "les",
        "l",
        "van",
        "von",
        "der",
        "den",
        "ter",
        "ten",
        "el",
        "al",
        "ben",
        "bin",
        "ibn",
        "abou",
        "abu",
        "di",
        "da",
        "do",
        "dos",
        "del",
        "della",
        "y",
        "ar",
        "ap",
        "o",
    ]
)


def name_parts(name: str) -> tuple[str, str]:
    """Return (first name, surname) as written: ("Inès", "Le Goff") of « Mme Inès Le Goff » and of « LE GOFF Inès ».

    A single word is a first name, unless a civility says otherwise; either part may be empty.
    """
    said = ASIDE.sub(" ", name).split() or name.split()
    words = [word for word in said if fold(word).strip(".") not in CIVILITIES and word not in ("M.", "M")]
    if len(words) == 2 and words[0].endswith(","):
        return words[1], words[0].rstrip(",")
    if len(words) < 2:
        return ("", words[0]) if words and len(said) > 1 else (" ".join(words) or name, "")
    surname = leading_capitals(words)
    if surname:
        return " ".join(words[surname:]), " ".join(words[:surname])
    return words[0], " ".join(words[1:])


def leading_capitals(words: list[str]) -> int:
    """Return how many words at the head are a surname in capitals, when a first name in small letters follows."""
    count = 0
    while count < len(words) and words[count].isupper() and is_long(words[count]):
        count += 1
    return count if 0 < count < len(words) else 0


def is_long(word: str) -> bool:
    """Two capitals may be a double first name (« JB »), unless they are a particle (« LE »)."""
    return len(word) > 2 or fold(word) in PARTICLES
