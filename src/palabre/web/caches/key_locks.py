"""Locks by key, within this process: what one thread makes, others wait for."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

LONGEST_WAIT = 5.0  # seconds; then a waiting thread goes on

held: dict[str, tuple[threading.Lock, int]] = {}  # by key, with how many threads hold it or wait for it
guard = threading.Lock()


@contextmanager
def one_at_a_time(key: str) -> Iterator[None]:
    """Run the block in one thread at a time for each key. It is for work that may be done twice without harm."""
    with guard:
        lock, many = held.get(key, (threading.Lock(), 0))
        held[key] = lock, many + 1
    is_mine = lock.acquire(timeout=LONGEST_WAIT)
    try:
        yield
    finally:
        if is_mine:
            lock.release()
        leave(key)


def leave(key: str) -> None:
    with guard:
        lock, many = held.pop(key)
        if many > 1:
            held[key] = lock, many - 1
