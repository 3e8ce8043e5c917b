"""What all tests share."""

import pytest


@pytest.fixture(autouse=True)
def _screens_made_anew(request: pytest.FixtureRequest, settings: object) -> None:
    """Make each screen anew, since tests build their things behind the acts' back; journeys in a browser keep them."""
    settings.KEEP_SCREENS = request.node.get_closest_marker("browser") is not None  # type: ignore[attr-defined]
