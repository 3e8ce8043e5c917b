"""Keys by which names meet: slugs for addresses, and keys of persons and organisations."""

import re
from functools import lru_cache

from palabre.pure.french.accents import fold
from palabre.pure.french.words import words

SLUG_LENGTH = 60
ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
NOT_PLAIN = re.compile(r"[^a-z0-9]+")
CIVILITIES = frozenset({"mme", "mmes", "mlle", "mr", "mrs", "ms", "madame", "monsieur"})
ARTICLES = frozenset({"le", "la", "les", "l", "de", "du", "des", "d", "the", "of"})


@lru_cache(maxsize=8192)  # a page holds hundreds of addresses, the same ones at each reading
def slug(text: str) -> str:
    """An address of at most 60 characters (a-z, 0-9, -), cut between words; "" only when nothing is left."""
    kept = ""
    for piece in _slug_pieces(text):
        longer = f"{kept}-{piece}" if kept else piece
        if len(longer) > SLUG_LENGTH:
            return kept or longer[:SLUG_LENGTH].rstrip("-")
        kept = longer
    return kept


@lru_cache(maxsize=8192)  # doubles compare each name with many
def name_key(name: str) -> tuple[str, ...]:
    """The folded tokens of a person's name: ("anne", "lise", "du") of « Mme Anne-Lise Dû », ("a", "du") of « A. Dû ».

    Civilities and what stands in brackets are left out, unless nothing else is there.
    """
    folded = fold(name)
    tokens = _plain_tokens(ASIDE.sub(" ", folded)) or _plain_tokens(folded)
    kept = [token for token in tokens if token not in CIVILITIES]
    return tuple(kept or tokens)


def organisation_key(name: str) -> str:
    """One key for the spellings of an organisation: "mairie x" of « La Mairie de X. », "sncb" of « S.N.C.B. »."""
    forms = [fold(word.forms[0]) for word in words(name)]
    tokens = [token for form in forms for token in _plain_tokens(form)]
    kept = [token for token in tokens if token not in ARTICLES]
    return " ".join(kept or tokens)


def _plain_tokens(folded: str) -> list[str]:
    return [token for token in re.split(r"[\W_]+", folded) if token]


def _slug_pieces(text: str) -> list[str]:
    pieces = (NOT_PLAIN.sub("-", word.forms[0]).strip("-") for word in words(text))
    return [piece for piece in pieces if piece]
