"""One browser and one server for a whole run; a visitor of her own for each test."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, StorageState, expect, sync_playwright

from tests.browser.axe import AXE_AT_HAND
from tests.browser.hall_phones import AT_ONCE, come
from tests.browser.halls import Hall
from tests.browser.hands import PHONE
from tests.browser.house import DEMONSTRATION, House
from tools import chromium

HERE = "tests/browser/"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
]
PATIENCE = 90_000  # milliseconds: a busy machine is slow, and only what never comes is a fault
expect.set_options(timeout=PATIENCE)
A_REFUSAL = "Failed to load resource: the server responded with a status of 4"
# A test that cuts the network, or kills the server, says so.
NO_NETWORK = (
    "net::ERR_INTERNET_DISCONNECTED",
    "net::ERR_CONNECTION_",
    "net::ERR_EMPTY_RESPONSE",
    "WebSocket is closed before the connection is established",  # begun by itself just before the network was back
)

type Entering = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = chromium.find()
    if not found:
        pytest.skip("no Chromium here: nothing was driven")
    # Playwright's loop goes on in this thread: a worker that then steals a test of the database is no async code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=found, args=QUIET)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def house(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The server, with the demonstration in it."""
    opened = House(tmp_path_factory.mktemp("house"))
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def new_house(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A server as a first start leaves it, without the example; each test makes a space of its own there."""
    opened = House(tmp_path_factory.mktemp("new"), with_example=False)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def signed_in() -> dict[str, StorageState]:
    """By her name, what the browser of somebody holds once she came in: the next test need not walk in again."""
    return {}


@pytest.fixture
def enter(browser: Browser, house: House, signed_in: dict[str, StorageState]) -> Iterator[Entering]:
    """Open a browser of one's own: `enter()` as a passer-by, `enter("Karim Belkacem")` as somebody.

    Somebody who is known already is `at` her space, unless the test goes elsewhere at once (`at=""`).
    Whatever the browser complains of, the content security policy first, fails the test at its end.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def opened(name: str = "", at: str = DEMONSTRATION, **options: Any) -> Page:
        options = {"locale": "fr-FR", "base_url": house.url, **options}
        if name in signed_in:
            options["storage_state"] = signed_in[name]
        contexts.append(browser.new_context(**options))
        page = contexts[-1].new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda message: complaints.extend(complaints_in(message)))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        if name in signed_in:
            page.goto(at or "about:blank")
        elif name:
            page.goto(house.key_of(name))
            page.locator("main form button").click()
            signed_in[name] = contexts[-1].storage_state()
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture(scope="module")
def same_page(browser: Browser, house: House, signed_in: dict[str, StorageState]) -> Iterator[Entering]:
    """Lend one page to many tests, as whoever a test asks for: a browser of one's own for each costs 0.1 s.

    `same_page("Karim Belkacem")` has the cookies of his first visit again, and no other; complaints of the page are
    in `page.complaints`, empty at first.
    """
    pages: dict[str, Page] = {}

    def lent(name: str = "") -> Page:
        if name not in pages or pages[name].is_closed():
            context = browser.new_context(locale="fr-FR", base_url=house.url)
            context.add_init_script(AXE_AT_HAND)
            pages[name] = page = context.new_page()
            page.set_default_timeout(PATIENCE)
            page.complaints = []  # type: ignore[attr-defined]
            page.on("console", lambda message: page.complaints.extend(complaints_in(message)))  # type: ignore[attr-defined]
            page.on("pageerror", lambda error: page.complaints.append(str(error)))  # type: ignore[attr-defined]
            if name and name not in signed_in:
                page.goto(house.key_of(name))
                page.locator("main form button").click()
                signed_in[name] = context.storage_state()
        page = pages[name]
        page.goto("/static/collected.txt")  # leave the former page; about:blank would begin a process each time
        page.complaints.clear()  # type: ignore[attr-defined]
        page.context.clear_cookies()
        if name:
            page.context.add_cookies(signed_in[name]["cookies"])  # type: ignore[typeddict-item]
        return page

    yield lent
    for page in pages.values():
        page.context.close()


@pytest.fixture
def hall(new_house: House) -> Hall:
    return Hall(new_house)


@pytest.fixture
def phone(enter: Entering, hall: Hall) -> Entering:
    """Open a phone in the hall, at the first page of the day or at another one."""

    def opened(path: str = "", *, key: str = "", **options: Any) -> Page:
        page = enter(at="", base_url=hall.house.url, **PHONE | options)
        page.context.add_init_script(AT_ONCE)
        page.context.add_init_script(AXE_AT_HAND)
        come(page, key)
        page.goto(hall.forum)
        if path:
            page.goto(hall.forum + path)
        return page

    return opened


def complaints_in(message: ConsoleMessage) -> list[str]:
    """A refusal (4xx) is an answer, not a fault; nor is it one to try in vain where the network was cut."""
    is_expected = message.text.startswith(A_REFUSAL) or any(one in message.text for one in NO_NETWORK)
    if message.type not in ("error", "warning") or is_expected:
        return []
    return [f"{message.type}: {message.text}"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.as_posix():
            item.add_marker(pytest.mark.browser)
