"""What is slow runs one after another for one visitor, whatever its kind."""

import asyncio
import functools
import threading
from typing import Any

from palabre.serving import slow_queues
from palabre.serving.slow_queues import DOCUMENTS, NAMES, Kind
from palabre.serving.tests.test_wsgi_bridge import SAFETY
from tests.apart import run_apart


def test_requests_of_one_visitor_run_one_after_another_whatever_their_kinds() -> None:
    """Each kind has threads of its own, and ten of one visitor would share the processor with who saves."""

    async def play() -> tuple[list[str], list[str]]:
        queues, go, begun = slow_queues.Queues(), threading.Event(), list[str]()

        def work(name: str) -> None:
            begun.append(name)
            go.wait(SAFETY)

        def run(kind: Kind, visitor: str) -> asyncio.Task[Any]:
            return asyncio.create_task(queues.of[kind].run(visitor, functools.partial(work, f"{visitor} {kind.name}")))

        kinds = [DOCUMENTS, slow_queues.TEXTS, slow_queues.MENDED, slow_queues.HEAVY, NAMES]
        asked = [*(run(kind, "greedy") for kind in kinds), run(slow_queues.TEXTS, "other")]
        while len(begun) < 2:
            await asyncio.sleep(0.001)
        first = sorted(begun)
        go.set()
        await asyncio.gather(*asked)
        return first, begun

    first, begun = run_apart(play())

    assert first == [f"greedy {DOCUMENTS.name}", f"other {slow_queues.TEXTS.name}"]
    assert len(begun) == 6
