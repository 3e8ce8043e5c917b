"""What all tests share."""

import os

import pytest

os.environ["PALABRE_COPIES"] = "0"  # a worker that is tried would copy the tests' database


@pytest.fixture(autouse=True)
def _screens_made_anew(request: pytest.FixtureRequest, settings: object) -> None:
    """Make each screen anew, since tests build their things behind the acts' back; journeys in a browser keep them."""
    settings.COPIES = False  # type: ignore[attr-defined]
    settings.KEEP_SCREENS = request.node.get_closest_marker("browser") is not None  # type: ignore[attr-defined]
