"""The words of a text as a search knows them: each in its exact folded forms, and in its stems.

Every form is made of letters and figures only: « aujourd’hui » is aujourdhui, « 15/10/2020 » is 15102020 and its
three numbers, so that a tokeniser of a database has nothing left to cut.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from palabre.pure.french import STOP_WORDS, Word, words
from palabre.pure.french.stems import PREFIXES, stem

LONGEST = 60  # characters of one form: what is longer is no word that somebody types
PIECE = re.compile(r"[^\W_]+")
FIGURES_OR_LETTERS = re.compile(r"\d+|[^\W\d_]+")
SCHEMES = frozenset({"http", "https", "ftp", "www"})
# Plurals and words of one family that no stemmer brings together.
IRREGULAR = {
    "travaux": "travail",
    "vitraux": "vitrail",
    "coraux": "corail",
    "baux": "bail",
    "soupiraux": "soupirail",
    "yeux": "oeil",
    "cieux": "ciel",
    "aieux": "aieul",
    "mmes": "mme",
    "messieurs": "monsieur",
    "mesdames": "madame",
}

# Endings of verbs that Snowball leaves when they bear no accent, and how much has to stand before them.
ENDINGS = {"aient": 4, "erent": 4, "eons": 4, "ait": 4, "ais": 4, "ons": 5, "ent": 4, "ez": 4, "re": 4}
NOT_VERBS = ("ment", "ions", "aire", "oire", "ure")

type Forms = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a text: `text[start:end]` is what is written.

    `readings` are the ways to read it, each a tuple of forms that stand together: (("porteaporte",), ("porte", "a",
    "porte")) of « porte-à-porte »; several of one form each for an inclusive spelling.
    """

    start: int
    end: int
    readings: tuple[Forms, ...]

    @property
    def exact(self) -> Forms:
        """Every form of it, each once."""
        return tuple(dict.fromkeys(form for reading in self.readings for form in reading))

    @property
    def stems(self) -> Forms:
        return tuple(dict.fromkeys(stem for form in self.exact for stem in stems_of(form)))

    @property
    def is_light(self) -> bool:
        """It carries no subject: « pour », « les », « c’est-à-dire » does."""
        return all(form in STOP_WORDS for form in self.exact)


def terms(text: str) -> list[Term]:
    """Return the words of `text` in their order, elided articles left out; none is left out for being common."""
    found = (Term(word.start, word.end, readings_of(word)) for word in words(text))
    return [term for term in found if term.readings]


@lru_cache(maxsize=50_000)
def stem_of(form: str) -> str:
    """Return the stem of one folded form; a number is its own."""
    if any(char.isdigit() for char in form):
        return form
    return stem(IRREGULAR.get(form, form))[:LONGEST] or form


@lru_cache(maxsize=50_000)
def stems_of(form: str) -> Forms:
    """Return the stem of a form, and that of the verb that it may be an inflection of: « préparent », « préparer »."""
    return tuple(dict.fromkeys(map(stem_of, (form, *infinitives(form)))))


def infinitives(form: str) -> list[str]:
    """Return the verbs in -er of which `form` would be an inflection, where it looks like one."""
    if form.endswith(NOT_VERBS):
        return []
    fitting = (ending for ending, before in ENDINGS.items() if len(form) - len(ending) >= before)
    return [form.removesuffix(ending) + "er" for ending in fitting if form.endswith(ending)]


def readings_of(word: Word) -> tuple[Forms, ...]:
    if word.kind in ("inclusive", "acronym"):
        return each_alone(joined_term(form) for form in word.forms)
    if word.kind == "address":
        parts = tuple(bounded_term(piece) for piece in PIECE.findall(word.forms[0]) if piece not in SCHEMES)
        return (parts,) if parts else each_alone([joined_term(word.forms[0])])
    whole = word.forms[0]
    pieces = (FIGURES_OR_LETTERS if word.kind == "number" else PIECE).findall(whole)
    one = joined_term(whole)
    if len(pieces) < 2 or not one:
        return each_alone([one])
    return ((one,), tuple(map(bounded_term, pieces)))


def parts_that_matter(reading: Forms) -> Forms:
    """Return what of a reading has to be found: « porte-à-porte » needs no « à », « co-porter » no « co »."""
    kept = tuple(form for form in reading if form not in STOP_WORDS)
    if len(kept) > 1 and kept[0] in PREFIXES:
        return kept[1:]
    return kept or reading


def each_alone(forms: object) -> tuple[Forms, ...]:
    return tuple((form,) for form in dict.fromkeys(forms) if form)  # type: ignore[call-overload]


def joined_term(form: str) -> str:
    return bounded_term("".join(PIECE.findall(form)))


def bounded_term(form: str) -> str:
    return form[:LONGEST]
