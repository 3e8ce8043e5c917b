"""The headers by which a mail program knows what comes from one community, and stops it in one click."""

from __future__ import annotations

from palabre.journal.models import Letter
from palabre.journal.post.outbox import DIGEST, stop_in

OF_AN_ENTRY = "entry:"  # what a letter that tells the news is about


def headers_of(letter: Letter, *, domain: str) -> dict[str, str]:
    """Return them: RFC 2919 (List-Id), RFC 3834 (Auto-Submitted), RFC 2369 and RFC 8058 (List-Unsubscribe).

    A letter that a person wrote bears none: she is answered, not filtered.
    """
    found: dict[str, str] = {}
    tells = letter.about.startswith((OF_AN_ENTRY, DIGEST))
    if tells:
        found |= {"Auto-Submitted": "auto-generated"}
    if tells or letter.calendar or letter.stops:
        found |= {"List-Id": f"<{letter.space.slug}.{domain}>"}
    if letter.about.startswith(DIGEST):
        found |= {"Precedence": "list"}
    if letter.stops:
        one_click = {"List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
        found |= {"List-Unsubscribe": f"<{letter.origin}{stop_in(letter)}>"} | one_click
    return found
