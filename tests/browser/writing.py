"""Writing with others: a page begun, its live editor, what is in it, what is pasted into it."""

from __future__ import annotations

from itertools import count
from typing import Any

from playwright.sync_api import Error, Locator, Page, expect

from tests.browser.house import DEMONSTRATION

SAVED, OFFLINE = "Enregistré.", "Hors ligne : vos mots sont gardés ici."

# As the browser does when somebody pastes: what a clipboard holds, in both forms.
PASTE = """([html, plain]) => {
  const given = new DataTransfer();
  if (html) given.setData('text/html', html);
  given.setData('text/plain', plain);
  const event = new ClipboardEvent('paste', {clipboardData: given, bubbles: true, cancelable: true});
  document.querySelector('.cm-content').dispatchEvent(event);
}"""


PAGES = count(1)


def begin(page: Page, title: str, text: str) -> str:
    """Begin a page of one's own in a form, and return where its text is written.

    Its title has a number: the same form twice in an hour is one page, while its first text is all that it has.
    """
    page.goto(f"{DEMONSTRATION}pages/new/")
    page.locator("[name=title]").fill(f"{title} {next(PAGES)}")
    page.locator("[name=text]").fill(text)
    page.get_by_role("button", name="Créer cette page").click()
    page.wait_for_url(lambda url: not url.endswith("/new/"))
    return f"{page.url}text/"


def live(page: Page, address: str) -> Locator:
    """Open the live editor, and return the place where one types."""
    page.goto(address)
    editor = page.locator(".cm-content")
    expect(editor).to_be_visible()
    return editor


def text_of(page: Page) -> str:
    """Return the Markdown, signs included, as this page has it."""
    written: str = page.evaluate("document.querySelector('live-note').pad.text.toString()")
    return written


def paste(page: Page, html: str, plain: str = "") -> None:
    page.evaluate(PASTE, [html, plain])


def has_text(page: Page, words: str) -> None:
    """Wait until this page has these words in its text."""
    has = "words => document.querySelector('live-note').pad.text.toString().includes(words)"
    try:
        page.wait_for_function(has, arg=words)
    except Error:
        raise AssertionError(f"{words!r} is not in {text_of(page)!r}") from None


def state(page: Page) -> Any:
    return expect(page.locator(".pad-state .state"))
