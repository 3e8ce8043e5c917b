"""Threads that stem words at once get the stems of their own words."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from palabre.pure.french.stems import stem

WORDS = [
    f"{root}{end}" for root in ("chanter", "partager", "coordination", "organiser") for end in ("", "ions", "aient")
]


@pytest.fixture
def eager_switches():
    """Threads take turns as often as they can."""
    former = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(former)


def stems_of(_turn):
    return [stem.__wrapped__(word) for word in WORDS]  # never from the cache


def test_each_word_has_its_own_stem(eager_switches):
    alone = stems_of(0)

    with ThreadPoolExecutor(4) as threads:
        at_once = list(threads.map(stems_of, range(60)))

    assert all(found == alone for found in at_once)
