"""Registry of what follows, in upper slices, as something of a space is kept to fewer people."""

from __future__ import annotations

from collections.abc import Callable

from palabre.spaces.models import Space

type Follower = Callable[[Space], None]

narrowings: list[Follower] = []


def register_narrowing(follow: Follower) -> None:
    """Have this called in the transaction that keeps a group, a question, a need or a call among members again."""
    if follow not in narrowings:
        narrowings.append(follow)
