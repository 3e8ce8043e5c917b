"""Somebody who walks through Palabre by what they see: words to press, fields to fill, sentences to read.

A journey is told with these few verbs: `Walker` does them in Chromium, `tools/firefox_journeys.py` in Firefox. Nobody
types an address: `open` is for the one that `start` prints, and for links that somebody gives.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Protocol
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

from playwright.sync_api import Locator, Page, expect

PRESSED = "main :is(a, button, summary, label)"
AROUND = "body > :not(main) :is(a, button)"
LINK = re.compile(r"https?://\S+")


class Walks(Protocol):
    """A person with a browser of their own; words are those of the page."""

    def open(self, address: str) -> None: ...
    def press(self, words: str) -> None: ...
    def menu(self, words: str) -> None: ...
    def write(self, label: str, words: str) -> None: ...
    def choose(self, label: str, words: str) -> None: ...
    def reads(self, *words: str) -> None: ...
    def reads_nothing_of(self, *words: str) -> None: ...
    def shows(self, words: str) -> bool: ...
    def given(self, label: str) -> str: ...
    def mailbox(self) -> str: ...
    def lead(self) -> str: ...
    def address_of(self, words: str) -> str: ...
    def send(self, words: str) -> None: ...
    def reload(self) -> None: ...


type Meet = Callable[[], Walks]


class Walker:
    """A person in Chromium. `press` is a tap where the screen is touched; no page is wider than its screen."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.is_touched = bool(page.evaluate("navigator.maxTouchPoints"))

    def open(self, address: str) -> None:
        self.page.goto(address)

    def press(self, words: str) -> None:
        self.tap(self.visible(PRESSED, words))

    def menu(self, words: str) -> None:
        """Press what is around the page: the name of the space, the four words, « Ma journée »."""
        self.tap(self.visible(AROUND, words))

    def tap(self, places: Locator) -> None:
        places.first.tap() if self.is_touched else places.first.click()

    def write(self, label: str, words: str) -> None:
        self.page.get_by_label(label).filter(visible=True).first.fill(words)

    def choose(self, label: str, words: str) -> None:
        self.page.get_by_label(label).filter(visible=True).first.select_option(label=words)

    def reads(self, *words: str) -> None:
        for some in words:
            expect(self.page.locator("body")).to_contain_text(some)
        assert self.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), self.page.url

    def reads_nothing_of(self, *words: str) -> None:
        for some in words:
            expect(self.page.locator("body")).not_to_contain_text(some)

    def shows(self, words: str) -> bool:
        """Return whether something can be pressed that says these words, on the page as it is."""
        return self.visible(PRESSED, words).count() > 0

    def given(self, label: str) -> str:
        """Return what a field shows to be copied."""
        return self.page.get_by_label(label).first.input_value()

    def mailbox(self) -> str:
        """Return where « Envoyer depuis ma messagerie » leads."""
        return self.visible(PRESSED, "Envoyer depuis ma messagerie").first.get_attribute("href") or ""

    def lead(self) -> str:
        """Return the line under the title of the page."""
        return " ".join(self.page.locator("main .lead").first.inner_text().split())

    def address_of(self, words: str) -> str:
        """Return the address that a link leads to, as one copies it."""
        path = self.visible(PRESSED, words).first.get_attribute("href") or ""
        return urljoin(self.page.url, path)

    def send(self, words: str) -> None:
        """Press the button of a form, where a link above says the same words."""
        self.tap(self.visible("main form button", words))

    def reload(self) -> None:
        self.page.reload()

    def visible(self, places: str, words: str) -> Locator:
        return self.page.locator(places).filter(has_text=words).filter(visible=True)


def links_in(mailto: str) -> tuple[str, list[str]]:
    """Return to whom a letter is, and the links in it."""
    parts = urlsplit(mailto)
    return unquote(parts.path), LINK.findall(parse_qs(parts.query)["body"][0])
