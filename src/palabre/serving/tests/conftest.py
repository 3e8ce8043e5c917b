"""No request is long by chance: on a slow machine, those that a test holds back would leave their places."""

import pytest

from palabre.serving import priority_queue


@pytest.fixture(autouse=True)
def _no_long_request(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(priority_queue, "LONG", 3600)
