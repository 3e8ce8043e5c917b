"""What the tests of the real server share."""

from collections.abc import Iterator

import pytest

from tests.live_server import LiveServer, a_server


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """One server for all who write live: each test has its own space there, and to start one takes five processes."""
    with a_server(tmp_path_factory.mktemp("live")) as started:
        yield started
