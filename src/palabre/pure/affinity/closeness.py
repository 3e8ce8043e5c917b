"""Similarity of short texts: word stems and character n-grams, weighted by rarity. No model and no download.

The score is a weighted mean of two cosines (Salton & McGill, 1983). An inverted index visits only the pairs that share
a trait, and skips the traits that nearly every text has.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from heapq import nsmallest
from math import log, sqrt

from palabre.pure.affinity.traits import Traits, traits
from palabre.pure.french import fold

STEMS_SHARE = 0.75
NGRAMS_SHARE = 1 - STEMS_SHARE
# A trait present in more texts than both limits carries no information, and takes most of the time.
COMMON_AT_LEAST = 30
COMMON_SHARE = 0.15

type Vector = dict[str, float]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts by their ids (`a` ≤ `b`), their similarity from 0 to 1, the literal words that explain it."""

    a: str
    b: str
    score: float
    shared: tuple[str, ...]


def closest(texts: list[tuple[str, str]], *, top: int | None = None) -> list[Pair]:
    """Return the pairs of (id, text) that share a trait, most similar first, at most `top` of them.

    The result does not depend on the order of `texts`. Texts equal but for case and accents score 1.
    """
    known = sorted(texts)
    borne = [traits(text) for _, text in known]
    vectors = _vectors([one.stems for one in borne])
    scores = _scores(vectors, _vectors([one.ngrams for one in borne]))
    scores.update(_identical([text for _, text in known]))
    ranked = ((-round(score, 4), one, other) for (one, other), score in scores.items() if round(score, 4) > 0)
    best = sorted(ranked) if top is None else nsmallest(max(top, 0), ranked)
    return [
        Pair(known[one][0], known[other][0], -score, _telling(borne[one], borne[other], vectors[one], vectors[other]))
        for score, one, other in best
    ]


def _vectors(counted: list[dict[str, float]]) -> list[Vector]:
    """Return one vector of length 1 per text: each trait's weight times its rarity among the texts."""
    bearers: dict[str, int] = defaultdict(int)
    for counts in counted:
        for trait in counts:
            bearers[trait] += 1
    rarity = {trait: log(1 + len(counted) / borne_by) for trait, borne_by in bearers.items()}
    return [_normed({trait: count * rarity[trait] for trait, count in counts.items()}) for counts in counted]


def _normed(vector: Vector) -> Vector:
    length = sqrt(sum(weight * weight for weight in vector.values()))
    return {trait: weight / length for trait, weight in vector.items()} if length else {}


def _scores(words: list[Vector], ngrams: list[Vector]) -> dict[tuple[int, int], float]:
    scores: dict[tuple[int, int], float] = defaultdict(float)
    for vectors, share in ((words, STEMS_SHARE), (ngrams, NGRAMS_SHARE)):
        for pair, product in _products(vectors):
            scores[pair] += share * product
    return {pair: min(score, 1.0) for pair, score in scores.items()}


def _products(vectors: list[Vector]) -> Iterable[tuple[tuple[int, int], float]]:
    """Yield what each trait that is not too common adds to each pair of texts that have it."""
    index: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, vector in enumerate(vectors):
        for trait, weight in vector.items():
            index[trait].append((number, weight))
    too_many = max(COMMON_AT_LEAST, COMMON_SHARE * len(vectors))
    for trait in sorted(index):
        bearers = index[trait]
        if len(bearers) <= too_many:
            for place, (other, its_weight) in enumerate(bearers):
                for one, weight in bearers[:place]:
                    yield (one, other), weight * its_weight


def _identical(written: list[str]) -> dict[tuple[int, int], float]:
    alike: dict[str, list[int]] = defaultdict(list)
    for number, text in enumerate(written):
        alike[fold(text).strip()].append(number)
    return {(one, other): 1.0 for group in alike.values() for one in group for other in group if one < other}


def _telling(one: Traits, other: Traits, weights: Vector, its_weights: Vector) -> tuple[str, ...]:
    """Return the literal words that make two texts similar: shared stems, then related ones, rarest first."""
    both = one.written.keys() & other.written.keys()
    akin = [stem for stem in one.kin if stem not in both and not other.akin.isdisjoint(one.kin[stem])]
    its_akin = [stem for stem in other.kin if stem not in both and not one.akin.isdisjoint(other.kin[stem])]
    written = (*_words_of(one, both, weights), *_words_of(one, akin, weights), *_words_of(other, its_akin, its_weights))
    return tuple(dict.fromkeys(written))


def _words_of(one: Traits, kept: Collection[str], weights: Vector) -> list[str]:
    return [one.written[stem] for stem in sorted(kept, key=lambda stem: (-weights[stem], stem))]
