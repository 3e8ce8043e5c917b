"""Which questions are close enough to talk: a suggestion to people, always with the words that make two texts close."""

from palabre.pure.affinity.closeness import Pair, closest

__all__ = ["Pair", "closest"]
