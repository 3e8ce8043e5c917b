"""Live two journeys of tests/browser in Firefox ESR: a convener's, and a community begun without minutes.

    python tools/firefox_journeys.py [name of a journey]

It needs Debian's firefox-esr, and marionette_driver from PyPI. One Firefox is each person in turn: their cookies are
put aside and brought back. Each journey is lived on a narrow screen, then on a desk; it prints a line each time, and
ends with a traceback where one does not go through.
"""

from __future__ import annotations

import contextlib
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.browser.house import House
from tests.browser.journeys_of_minutes import a_convener_answers_reads_their_group_and_finds_somebody
from tests.browser.journeys_of_questions import a_community_without_minutes_lives_and_shows_its_groups
from tests.browser.walker import AROUND, PRESSED

PATIENCE = 60  # seconds
SCREENS = ({"width": 360, "height": 740}, {"width": 1280, "height": 900})  # Firefox makes no window narrower than 500
JOURNEYS = (
    a_convener_answers_reads_their_group_and_finds_somebody,
    a_community_without_minutes_lives_and_shows_its_groups,
)
WORDS = """const norm = text => (text || "").replace(/\\s+/g, " ").trim().toLowerCase();
    const isSeen = one => one.checkVisibility() && one.getClientRects().length > 0;"""
PLACE = (
    WORDS
    + """const [places, words] = arguments;
    return [...document.querySelectorAll(places)].find(
        one => isSeen(one) && norm(one.textContent).includes(norm(words)))"""
)
FIELD = (
    WORDS
    + """const [label] = arguments;
    const named = one => [...one.labels, ...[one.ariaLabel].filter(Boolean).map(textContent => ({textContent}))];
    return [...document.querySelectorAll("input, textarea, select")].find(
        one => isSeen(one) && named(one).some(name => norm(name.textContent).includes(norm(label))))"""
)
READS = WORDS + "return norm(document.body.textContent).includes(norm(arguments[0]))"
CHOOSE = """const [field, words] = arguments;
    field.value = [...field.options].find(one => one.text.trim() === words).value;
    field.dispatchEvent(new Event("change", {bubbles: true}))"""


class Shared:
    """The Firefox that is each walker in turn."""

    def __init__(self) -> None:
        from marionette_driver.marionette import Marionette

        self.driver = Marionette(bin=shutil.which("firefox-esr"), headless=True, gecko_log=tempfile.gettempdir())
        self.driver.start_session()
        self.now: FirefoxWalker | None = None

    def become(self, walker: FirefoxWalker) -> Any:
        """Put aside the cookies and the page of who was there, and bring those of the walker; return the driver."""
        if self.now is walker:
            return self.driver
        if self.now is not None:
            self.now.cookies, self.now.at = self.driver.get_cookies(), self.driver.get_url()
            self.driver.delete_all_cookies()
        self.now = walker
        if walker.at:
            self.driver.navigate(urljoin(walker.at, "/static/collected.txt"))
            for cookie in walker.cookies:
                self.driver.add_cookie(cookie)
            self.driver.navigate(walker.at)
        return self.driver


class FirefoxWalker:
    """A person in Firefox: see `tests.browser.walker.Walks`."""

    def __init__(self, shared: Shared) -> None:
        self.shared, self.at = shared, ""
        self.cookies: list[Any] = []

    def open(self, address: str) -> None:
        self.shared.become(self).navigate(address)

    def press(self, words: str) -> None:
        self.click(PLACE, PRESSED, words)

    def menu(self, words: str) -> None:
        self.click(PLACE, AROUND, words)

    def send(self, words: str) -> None:
        self.click(PLACE, "main form button", words)

    def write(self, label: str, words: str) -> None:
        field = self.found(FIELD, label)
        field.clear()
        field.send_keys(words)

    def choose(self, label: str, words: str) -> None:
        self.run(CHOOSE, self.found(FIELD, label), words)

    def reads(self, *words: str) -> None:
        for some in words:
            until(lambda some=some: self.run(READS, some), f"“{some}”", self.page)

    def reads_nothing_of(self, *words: str) -> None:
        for some in words:
            until(lambda some=some: not self.run(READS, some), f"no “{some}”")

    def shows(self, words: str) -> bool:
        return self.run(PLACE, PRESSED, words) is not None

    def given(self, label: str) -> str:
        return str(self.found(FIELD, label).get_property("value"))

    def mailbox(self) -> str:
        return str(self.found(PLACE, PRESSED, "Envoyer depuis ma messagerie").get_attribute("href"))

    def lead(self) -> str:
        return " ".join(str(self.run("return document.querySelector('main .lead').innerText")).split())

    def address_of(self, words: str) -> str:
        return str(self.found(PLACE, PRESSED, words).get_property("href"))

    def reload(self) -> None:
        self.shared.become(self).refresh()

    def click(self, script: str, *told: str) -> None:
        """Press it, again where the page was leaving meanwhile."""

        def press() -> bool:
            self.found(script, *told).click()
            return True

        until(press, told[-1])

    def found(self, script: str, *told: str) -> Any:
        return until(lambda: self.run(script, *told), told[-1])

    def page(self) -> str:
        return str(self.run("return location.pathname + '\\n' + document.body.innerText"))

    def run(self, script: str, *told: Any) -> Any:
        return self.shared.become(self).execute_script(script, script_args=told)


def until(condition: Callable[[], Any], what: str, where: Callable[[], str] = str) -> Any:
    """Return what the condition gives, once it gives something; end with the words of `where` if it never does."""
    begun = time.monotonic()
    while time.monotonic() - begun < PATIENCE:
        with contextlib.suppress(Exception):  # a page that is leaving answers nothing
            if found := condition():
                return found
        time.sleep(0.1)
    raise SystemExit(f"waited for {what} in vain\n{where()}")


@contextlib.contextmanager
def a_house() -> Iterator[House]:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder, "data")
        data.mkdir()
        opened = House(data, with_example=False)
        try:
            yield opened
        finally:
            opened.close()


def main() -> int:
    with a_house() as house:
        shared = Shared()
        try:
            asked = [one for one in JOURNEYS if not sys.argv[1:] or one.__name__ in sys.argv[1:]]
            for screen, journey in product(SCREENS, asked):
                shared.driver.set_window_rect(**screen)
                width = shared.driver.execute_script("return innerWidth")
                begun = time.monotonic()
                journey(lambda: FirefoxWalker(shared), house.url)
                print(f"{journey.__name__:<60} {width:4} px {time.monotonic() - begun:6.1f} s", flush=True)
        finally:
            shared.driver.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main())
