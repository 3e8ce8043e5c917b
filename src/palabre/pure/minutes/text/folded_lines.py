"""`fold` with a memory: several recognisers fold the same short lines again and again."""

from __future__ import annotations

from functools import lru_cache

from palabre.pure.french import fold as fold_afresh
from palabre.pure.minutes.text.blanks import with_short_blanks

SHORT = 400


def fold(text: str) -> str:
    """Lower-case, without accents, as `palabre.pure.french.fold`; what folds to blanks (« ¨ ») makes no long run."""
    return _remembered(text) if len(text) <= SHORT else _folded(text)


@lru_cache(maxsize=8192)
def _remembered(text: str) -> str:
    return _folded(text)


def _folded(text: str) -> str:
    return fold_afresh(text) if text.isascii() else with_short_blanks(fold_afresh(text))
