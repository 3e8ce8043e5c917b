"""Walking from door to door: what somebody reaches by links alone, and in how many taps."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.test import Client
from django.urls import Resolver404, resolve

LINK = re.compile(r'<a\b[^>]*\bhref="([^"#?]+)')
FORM = re.compile(r'<form\b[^>]*\baction="([^"#?]+)')
BUTTON = re.compile(r'\bformaction="([^"#?]+)')
EACH = 3  # pages of one kind that are opened: what one group has not, another may have


def name_of(path: str) -> str:
    """Return the name of an address, "slice:name"; "" for none."""
    try:
        return resolve(path).view_name
    except Resolver404:
        return ""


def walk(client: Client, start: str, *, without: frozenset[str] = frozenset(), most: int = 99) -> dict[str, int]:
    """Return the taps that lead from `start` to each kind of address of its space, by its name.

    A tap is a link that is followed or a form that is sent; nothing is sent here. Links to what is in `without` are not
    followed, nor any beyond `most` taps.
    """
    taps, seen, opened = {name_of(start): 0}, {start}, Counter[str]()
    ring = [start]
    while ring and (most := most - 1) >= 0:
        ahead: list[str] = []
        for path in ring:
            for where, is_page in doors(client, path, opened):
                name = name_of(where)
                if not where.startswith(start) or name in without:
                    continue
                taps.setdefault(name, taps[name_of(path)] + 1)
                if is_page and where not in seen:
                    seen.add(where)
                    ahead.append(where)
        ring = ahead
    return taps


def doors(client: Client, path: str, opened: Counter[str]) -> Iterator[tuple[str, bool]]:
    """Yield the addresses to which a page leads; those of its links are pages."""
    name = name_of(path)
    opened[name] += 1
    if opened[name] > EACH:
        return
    text = page(client, path)
    yield from ((html.unescape(where), True) for where in LINK.findall(text))
    yield from ((html.unescape(where), False) for where in (*FORM.findall(text), *BUTTON.findall(text)))


def page(client: Client, path: str) -> str:
    """Return the HTML of an address; "" for what is no page."""
    answer: Any = client.get(path)
    is_page = answer.status_code == 200 and answer["Content-Type"].startswith("text/html") and not answer.streaming
    return answer.content.decode() if is_page else ""
