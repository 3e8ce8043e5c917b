"""Requests without a visitor's number wait by network: a flood of one refuses nobody of another."""

from typing import Any

import pytest

from palabre.serving.priority_queue import LaneFull, Requester, RequestPriority
from palabre.serving.tests.test_wsgi_bridge import ignored, saying, scope_of, silence
from palabre.serving.wsgi_bridge import Pages
from tests.apart import run_apart


@pytest.mark.parametrize("lane", [RequestPriority.WITHOUT, RequestPriority.HEALTH])
def test_those_without_a_number_wait_by_network(monkeypatch: pytest.MonkeyPatch, lane: RequestPriority) -> None:
    """One network's requests for the health page had it refused to everybody's."""
    door, asked = Pages(saying(lambda environ: [b""]), asker_of=lambda *_told: Requester(lane)), []

    async def run(asker: Requester, *_told: Any, **_more: Any) -> None:
        asked.append(asker.network)
        raise LaneFull(lane)

    monkeypatch.setattr(door.lanes, "run", run)
    run_apart(door(scope_of() | {"client": ("192.0.2.1", 5)}, silence, ignored))

    assert asked == ["192.0.2.1/32"]
