"""Mail headers that identify a community's automatic mail, and unsubscribe from it in one click."""

from __future__ import annotations

from palabre.post.hooks import kind_of_letter
from palabre.post.models import Letter
from palabre.post.outbox import stop_in


def headers_of(letter: Letter, *, domain: str) -> dict[str, str]:
    """Return RFC 2919 (List-Id), RFC 3834 (Auto-Submitted), RFC 2369 and RFC 8058 (List-Unsubscribe) headers.

    A letter written by a person has none: it is answered, not filtered.
    """
    found: dict[str, str] = {}
    kind = kind_of_letter(letter)
    if kind.is_automatic:
        found |= {"Auto-Submitted": "auto-generated"}
    if kind.is_automatic or letter.calendar or letter.stops:
        found |= {"List-Id": f"<{letter.space.slug}.{domain}>"}
    if kind.is_for_many:
        found |= {"Precedence": "list"}
    if letter.stops:
        one_click = {"List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
        found |= {"List-Unsubscribe": f"<{letter.origin}{stop_in(letter)}>"} | one_click
    return found
