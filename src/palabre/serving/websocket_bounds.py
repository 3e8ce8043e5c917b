"""Limits of open WebSockets: those beyond are refused by HTTP, before the upgrade.

They are counted until the connection is closed, by the visitor of their Cookie header. A visitor without a key (link,
name or account) has no room to enter: the connection is accepted to say so, within a low limit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable
from http import HTTPStatus

from palabre.web.visitor_cookie import Visitor

MOST_OF_ONE = 40  # of one key; rooms and notes have a lower limit for one person, and report it
MOST_OF_A_STRANGER = 8  # of one visitor without a key; all those without a cookie are one
MOST_STRANGERS = 100  # of all of them
RETRY_AFTER = 10  # seconds
WORDS = (
    "Trop de pages ouvertes à la fois écrivent en direct. Fermez-en, ou enregistrez par le formulaire.\n"
    "Too many pages that are open at once write live. Close some, or save by the form.\n"
)


class Upgrades:
    """The WebSockets of this process, each with its visitor. `most` is the total limit."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.open: dict[Hashable, Visitor] = {}
        self.of_one: Counter[Visitor] = Counter()
        self.strangers = 0

    def let_in(self, socket: Hashable, visitor: Visitor) -> HTTPStatus | None:
        """Count an opening WebSocket; return the status that refuses it, if any."""
        if self.of_one[visitor] >= (MOST_OF_ONE if visitor.has_key else MOST_OF_A_STRANGER):
            return HTTPStatus.TOO_MANY_REQUESTS
        if len(self.open) >= self.most or (not visitor.has_key and self.strangers >= MOST_STRANGERS):
            return HTTPStatus.SERVICE_UNAVAILABLE
        self.open[socket] = visitor
        self.of_one[visitor] += 1
        self.strangers += not visitor.has_key
        return None

    def let_go(self, socket: Hashable) -> None:
        visitor = self.open.pop(socket, None)
        if visitor is not None:
            self.strangers -= not visitor.has_key
            self.of_one[visitor] -= 1
            if not self.of_one[visitor]:
                del self.of_one[visitor]


def refusal(status: HTTPStatus) -> bytes:
    words = WORDS.encode()
    head = (
        f"HTTP/1.1 {status.value} {status.phrase}",
        "Connection: close",
        f"Retry-After: {RETRY_AFTER}",
        "Content-Type: text/plain; charset=utf-8",
        f"Content-Length: {len(words)}",
    )
    return "\r\n".join([*head, "", ""]).encode() + words
