"""The search index brought up to date at once, for tests that search."""

from __future__ import annotations

from palabre.search.indexer import MOST, update_index
from palabre.search.models import Followed
from palabre.spaces.models import Space


def follow_to_the_end(space: Space) -> None:
    """Index all of `space` now."""
    followed, _is_new = Followed.objects.get_or_create(space=space)
    while update_index(followed.pk) >= MOST:
        pass
