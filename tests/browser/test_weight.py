"""What travels: a phone in a noisy room waits for bytes and for requests. Sizes only, never times."""

import pytest

from tests.browser.house import DEMONSTRATION

FIRST, NEXT, REQUESTS = 35_000, 5_000, 3  # bytes on the wire, headers included
PAGES = ["", "needs/", "meetings/", "pages/la-cle-du-samedi/", "actions/"]


@pytest.fixture
def weighed(enter):
    """Return (requests, bytes) of going to an address, as the browser counts them."""
    page = enter()
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    sizes = []
    wire.on("Network.loadingFinished", lambda told: sizes.append(told["encodedDataLength"]))

    def weigh(address):
        sizes.clear()
        page.goto(address, wait_until="networkidle")
        travelled = [size for size in sizes if size]
        return len(travelled), sum(travelled)

    return weigh


def test_a_first_visit_is_light(weighed):
    requests, size = weighed(DEMONSTRATION)

    assert requests <= REQUESTS
    assert size <= FIRST


@pytest.mark.parametrize("path", PAGES)
def test_the_next_page_is_lighter(weighed, path):
    weighed("/")

    requests, size = weighed(f"{DEMONSTRATION}{path}")

    assert requests == 1
    assert size <= NEXT
