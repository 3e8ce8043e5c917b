"""A loop of one's own, for tests: where a browser was driven, Playwright's goes on in the thread of the tests."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor


def run_apart[Outcome](coroutine: Coroutine[object, object, Outcome]) -> Outcome:
    """What `asyncio.run` gives, in a thread of its own: whatever test came before, it finds no loop there."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()
