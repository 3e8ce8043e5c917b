"""What travels: a phone in a noisy room waits for bytes and for requests. Sizes only, never times."""

import pytest

from tests.browser.convener import link_of
from tests.browser.house import DEMONSTRATION
from tests.browser.screens import SCREENS
from tests.lengths import short_by

FIRST, NEXT, REQUESTS = 35_000, 5_000, 3  # bytes on the wire, headers included
DRAWINGS = 1_600
LONG = 12_000  # minutes of a whole afternoon, and the same line by line: as long as what was said
LONG_ONES = {"minutes as a page", "lines"}
BOARD = 6_000  # the front page of a community that is alive: its groups, needs, dates, and what happened

# The reading pages: what one opens to know, by the name that it has in the list of screens.
READING = [
    "space",
    "groups",
    "question",
    "question reworded",
    "group",
    "needs",
    "need",
    "role call",
    "meetings",
    "meeting held",
    "meeting to come",
    "series",
    "decision",
    "actions",
    "action done",
    "organisation",
    "pages",
    "page",
    "minutes as a page",
    "lines",
    "help",
    "accessibility",
    "legal notices",
    "data",
]

BY_DEFAULT = {"space", "group", "meeting held", "page", "minutes as a page", "lines"}


@pytest.fixture
def weighed(enter):
    """Return (requests, bytes) of going to an address, as the browser counts them.

    The first visit waits until the page has asked for nothing during half a second; the next ones, of the same scripts,
    until what was asked for is there.
    """
    page = enter()
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    begun, sizes = set(), {}
    wire.on("Network.requestWillBeSent", lambda told: begun.add(told["requestId"]))
    wire.on("Network.loadingFailed", lambda told: sizes.update({told["requestId"]: 0}))
    wire.on("Network.loadingFinished", lambda told: sizes.update({told["requestId"]: told["encodedDataLength"]}))

    def weigh(address, *, again=False):
        begun.clear()
        sizes.clear()
        page.goto(address, wait_until="load" if again else "networkidle")
        while not begun <= sizes.keys():
            page.wait_for_timeout(10)
        travelled = [size for size in sizes.values() if size]
        return len(travelled), sum(travelled)

    return weigh


class Address:
    """Where a screen of the list that needs no click is: a page that goes nowhere, and keeps where it was to go."""

    def goto(self, path):
        self.path = path


def address_of(name, house):
    _who, reach = SCREENS[name]
    reach(there := Address(), house)
    return there.path


@pytest.mark.parametrize("name", short_by(READING, BY_DEFAULT))
def test_a_reading_page_is_light(weighed, house, name):
    address = address_of(name, house)

    requests, size = weighed(address)
    again, next_size = weighed(f"{address}?", again=True)

    assert requests <= REQUESTS
    assert size <= FIRST
    assert again == 1
    assert next_size <= (LONG if name in LONG_ONES else BOARD if name == "space" else NEXT)


@pytest.mark.parametrize("state", short_by(["asked", "answered", "named"], ["asked"]))
def test_what_a_personal_link_opens_is_light(weighed, house, state):
    link = link_of(house, state)

    requests, size = weighed(link)

    assert requests <= REQUESTS
    assert size <= FIRST


def test_the_first_page_is_light_too(weighed):
    requests, size = weighed("/")

    assert requests <= REQUESTS
    assert size <= FIRST


def test_the_next_page_is_lighter(weighed):
    weighed("/")

    requests, size = weighed(DEMONSTRATION, again=True)

    assert requests <= 2  # itself, and the drawings of the weathers
    assert size <= BOARD + DRAWINGS
