"""`fold` with a memory: several recognisers fold the same short lines again and again."""

from __future__ import annotations

from functools import lru_cache

from palabre.pure.french import fold as fold_afresh

SHORT = 400


def fold(text: str) -> str:
    """Lower-case, without accents, as `palabre.pure.french.fold`."""
    return _remembered(text) if len(text) <= SHORT else fold_afresh(text)


@lru_cache(maxsize=8192)
def _remembered(text: str) -> str:
    return fold_afresh(text)
