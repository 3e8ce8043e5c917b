"""Organisations of a list, found by their words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import chain, islice

from palabre.pure.minutes.found import Participant

MOST_COMPARED = 200  # spellings compared with one: few lists of people are longer


class Spellings:
    """One spelling may be another when the significant words of one are all in the other."""

    def __init__(self) -> None:
        self._met: list[tuple[frozenset[str], Participant]] = []
        self._with: defaultdict[str, list[int]] = defaultdict(list)  # spellings that have this word
        self._under: defaultdict[str, list[int]] = defaultdict(list)  # spellings of which it is the rarest

    def add(self, words: Sequence[str], person: Participant) -> None:
        place = len(self._met)
        self._met.append((frozenset(words), person))
        self._under[self._rarest(words)].append(place)
        for word in words:
            self._with[word].append(place)

    def find(self, words: Sequence[str]) -> Participant | None:
        """Return the first person with a spelling that may be this one; at most `MOST_COMPARED` are looked at."""
        wanted = frozenset(words)
        longer = self._with.get(self._rarest(words), [])[:MOST_COMPARED]
        shorter = islice(chain.from_iterable(self._under.get(word, ()) for word in words), MOST_COMPARED)
        same = [place for place in longer if wanted <= self._met[place][0]]
        same += [place for place in shorter if self._met[place][0] <= wanted]
        return self._met[min(same)][1] if same else None

    def _rarest(self, words: Sequence[str]) -> str:
        return min(words, key=lambda word: len(self._with.get(word, ())))
