import random
import secrets

import pytest
from django.core.cache.backends.locmem import _caches

from palabre.web.caches.bounded_cache import AROUND, BoundedCache, weights


@pytest.fixture
def kept():
    return BoundedCache(secrets.token_hex(8), {"OPTIONS": {"MAX_BYTES": 100_000, "MAX_ENTRIES": 50}})


def weighed(kept):
    return sum(len(value) + AROUND for value in _caches[kept.name].values())


def test_what_was_used_last_stays_within_the_bytes(kept):
    kept.set("first", "x" * 40_000)
    kept.set("second", "x" * 40_000)
    kept.get("first")

    kept.set("third", "x" * 40_000)

    assert [kept.get(key) is not None for key in ("first", "second", "third")] == [True, False, True]


def test_a_value_larger_than_the_whole_is_not_kept(kept):
    kept.set("first", "x" * 200_000)

    assert (kept.get("first"), weights[kept.name]) == (None, 0)


def test_at_random_the_bytes_counted_are_those_kept(kept):
    dice = random.Random(3)
    for _turn in range(2_000):
        key = str(dice.randrange(80))
        gesture = dice.choice((kept.get, kept.delete, lambda key: kept.set(key, "x" * dice.randrange(9_000))))
        gesture(key)
        assert weights[kept.name] == weighed(kept) <= 100_000
    kept.clear()
    assert weights[kept.name] == weighed(kept) == 0


def test_two_threads_count_together(kept):
    twin = BoundedCache(kept.name, {"OPTIONS": {"MAX_BYTES": 100_000, "MAX_ENTRIES": 50}})

    kept.set("first", "x" * 60_000)
    twin.set("second", "x" * 60_000)

    assert (kept.get("first"), weights[kept.name]) == (None, weighed(kept))
