"""What the tests of the margin stand on: a page of minutes, its fragment as the live editor reads it."""

from __future__ import annotations

import html
import re
from typing import Any

from palabre.minutes.margin.margin_memory import note_asked
from palabre.wiki import page_text
from palabre.wiki.models import Page

HEAD = "# Réunion des porteurs\n\n24 novembre 2026\n\nPrésents : Inès Courtois, Malo Guéna\n"
MARK = re.compile(r'<(div|p)[^>]*? data-line="(\d+)"(.*?)</\1>', re.DOTALL)
ADDRESS = re.compile(r'formaction="([^"]+)" name="choice" value="([^"]*)"')
PAD = {"X-Requested-With": "pad"}


def begun(space: Any, by: Any, *lines: str, audience: Any) -> Page:
    return page_text.begin_page(space, "Réunion", "\n".join([HEAD, *lines]), audience=audience, by=by)


def written(page: Page, text: str, *, by: Any) -> Page:
    """Write the page, and have the worker note what its margin asks."""
    page_text.save_page_text(page, text, base=page.note.revision, by=by)
    note_asked(page)
    return page


def at(page: Page, end: str = "margin/") -> str:
    return f"/s/{page.space.slug}/pages/{page.slug}/{end}"


def marks(client: Any, page: Page) -> list[tuple[int, str]]:
    """Return each mark of the fragment: its line and its words."""
    content = client.get(at(page), headers=PAD).content.decode()
    return [(int(line), words_of(inner)) for _tag, line, inner in MARK.findall(content)]


def words_of(inner: str) -> str:
    inner = re.sub(r"<button.*?</button>|<input[^>]*>", "", inner, flags=re.DOTALL)
    text = html.unescape(re.sub(r"<[^>]+>", " ", inner.partition(">")[2]))
    return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2011", "-").split())


def questions(client: Any, page: Page, words: str) -> list[int]:
    """Return the lines at which the margin says `words`."""
    return [line for line, said in marks(client, page) if said == words]


def reply(client: Any, page: Page, words: str, choice: str) -> Any:
    """Press a button of the first mark that says `words`."""
    content = client.get(at(page), headers=PAD).content.decode()
    for _tag, _line, inner in MARK.findall(content):
        if words_of(inner) == words:
            address = next(url for url, value in ADDRESS.findall(inner) if value == choice)
            return client.post(html.unescape(address), {"choice": choice}, headers=PAD)
    raise AssertionError(f"nothing says {words!r}")
