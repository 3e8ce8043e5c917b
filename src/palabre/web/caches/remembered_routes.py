"""URL patterns that remember which view serves a path: Django tries a hundred patterns in turn for each request."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.urls import ResolverMatch, URLPattern, URLResolver
from django.urls.resolvers import RoutePattern

MOST = 4096  # paths
LONGEST = 200  # characters: a longer path is looked up each time


class RememberedRoutes(URLResolver):
    """Patterns of the whole site. A match depends on the path alone; a path without a match is not remembered."""

    def __init__(self, patterns: Sequence[URLPattern | URLResolver]) -> None:
        super().__init__(RoutePattern("", is_endpoint=False), patterns)
        self.remembered = lru_cache(maxsize=MOST)(self.found)

    def resolve(self, path: Any) -> ResolverMatch:
        """Return the match of `path`. Django's root resolver, which asks, makes its own copy of it."""
        words = str(path)
        return self.remembered(words) if len(words) <= LONGEST else self.found(words)

    def found(self, path: str) -> ResolverMatch:
        match = super().resolve(path)
        match.tried = None
        return match
