"""Traits by which texts are compared: word stems, ideas and character n-grams."""

from collections import Counter
from dataclasses import dataclass
from functools import cache
from math import log

from palabre.pure.affinity.ideas import ideas
from palabre.pure.french import fold, stems, word_stems, words

NGRAM = 4
FAMILY = 6
WORN_WEIGHT = 0.2
IDEA_WEIGHT = 1.0
IDEA_MARK = "~"
# Words of nearly every question of a forum, whatever its subject.
_WORN_WORDS = """
    comment développer créer mettre place améliorer favoriser permettre aider donner envie rendre penser imaginer
    concrètement nouveau nouvelle façon manière sujet question projet enjeu besoin chose gens personne monde
    mieux vraiment ensemble territoire demain travail travailler utiliser passer prendre
    initiative démarche action acteur dispositif outil pratique accompagner
    develop create improve help make better new way question project people need together
"""


@dataclass(frozen=True, slots=True)
class Traits:
    """`stems` (with ideas, marked ~) and `ngrams`: the weight of each in the text.

    `written` maps each stem to its first literal word, `kin` to its related marks; `akin` holds all these marks.
    """

    stems: dict[str, float]
    ngrams: dict[str, float]
    written: dict[str, str]
    kin: dict[str, tuple[str, ...]]
    akin: frozenset[str]


def traits(text: str) -> Traits:
    """Return the traits of one text."""
    seen: Counter[str] = Counter()
    pieces: Counter[str] = Counter()
    written: dict[str, str] = {}
    for word in words(text):
        own = word_stems(word)
        for stem in own:
            seen[stem] += 1
            written.setdefault(stem, word.text)
        if own and worn().isdisjoint(own):
            pieces.update(_pieces(fold(word.forms[0])))
    kin = {stem: _kin(stem) for stem in seen}
    return Traits(
        stems=_weighed(seen),
        ngrams={piece: 1 + log(count) for piece, count in pieces.items()},
        written=written,
        kin=kin,
        akin=frozenset(mark for marks in kin.values() for mark in marks),
    )


@cache
def worn() -> frozenset[str]:
    """Return the stems of the words that do not distinguish one question from another."""
    return frozenset(stems(_WORN_WORDS))


def _kin(stem: str) -> tuple[str, ...]:
    """Return the first letters of a stem, common to « territoir » and « territorial », and its ideas."""
    return (stem[:FAMILY], *(IDEA_MARK + idea for idea in ideas().get(stem, ())))


def _weighed(seen: Counter[str]) -> dict[str, float]:
    spoken: Counter[str] = Counter()
    for stem, count in seen.items():
        spoken.update({IDEA_MARK + idea: count for idea in ideas().get(stem, ())})
    weighed = {stem: (1 + log(count)) * (WORN_WEIGHT if stem in worn() else 1) for stem, count in seen.items()}
    return weighed | {idea: (1 + log(count)) * IDEA_WEIGHT for idea, count in spoken.items()}


def _pieces(form: str) -> list[str]:
    padded = f" {form} "
    return [padded[at : at + NGRAM] for at in range(max(1, len(padded) - NGRAM + 1))]
