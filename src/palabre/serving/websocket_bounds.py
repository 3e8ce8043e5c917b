"""Limits of open WebSockets: those beyond are refused by HTTP, before the upgrade.

They are counted until the connection is closed, by the visitor of their Cookie header. A visitor without a key (name,
account or link of their own) mostly has no room to enter: the connection is accepted to say so, within a low limit.
Some doors show them something, as the wall of a forum does to a hall of phones: half of the connections are for these,
as long as no key needs them.

What they have not taken yet is bounded together too: a thousand slow readers of one long text are a gigabyte.
"""

from __future__ import annotations

import enum
from collections import Counter, OrderedDict
from collections.abc import Hashable
from http import HTTPStatus

from palabre.live.token_bucket import Bucket
from palabre.web.visitor_cookie import Visitor

MOST_OF_ONE = 40  # of one key; rooms and notes have a lower limit for one person, and report it
MOST_OF_A_STRANGER = 8  # of one visitor without a key; all those without a cookie are one
MOST_STRANGERS = 100  # of all of them, where no door shows them anything
OPENED_AT_ONCE = 80.0  # by one visitor, twice what may be open: each asks the database who comes
OPENED = 1.0  # more of them each second
MOST_REMEMBERED = 4_000  # visitors whose openings are counted
RETRY_AFTER = 10  # seconds
COUNTED = 64 * 1024  # bytes that one has not taken: fewer are not counted
MOST_UNREAD = 64 * 1024 * 1024  # bytes that all of them have not taken
WORDS = (
    "Trop de pages ouvertes à la fois écrivent en direct. Fermez-en, ou enregistrez par le formulaire.\n"
    "Too many pages that are open at once write live. Close some, or save by the form.\n"
)


class Crowd(enum.Enum):
    """Visitors whose WebSockets are counted together."""

    KEYS = "keys"
    SHOWN = "shown"  # without a key, at a door that shows them something
    STRANGERS = "strangers"


class Upgrades:
    """The WebSockets of this process, each with its visitor. `most` is the total limit."""

    def __init__(self, most: int) -> None:
        self.most = {Crowd.KEYS: most, Crowd.SHOWN: max(1, most // 2), Crowd.STRANGERS: MOST_STRANGERS}
        self.fewest_shown = max(1, most // 8)  # left to them, however many keys there are
        self.open: dict[Hashable, tuple[Visitor, Crowd]] = {}
        self.of_one: Counter[Visitor] = Counter()
        self.of_crowd: Counter[Crowd] = Counter()
        self.openings: OrderedDict[Visitor, Bucket] = OrderedDict()
        self.unread: dict[Hashable, int] = {}  # bytes, by WebSocket: those that wait for longest first
        self.unread_in_all = 0

    def may_open(self, visitor: Visitor) -> bool:
        """Count an opening of the visitor; return whether there were few lately. Those without a cookie are not one."""
        if not visitor.number:
            return True
        bucket = self.openings.setdefault(visitor, Bucket.full(OPENED_AT_ONCE, OPENED))
        self.openings.move_to_end(visitor)
        if len(self.openings) > MOST_REMEMBERED:
            self.openings.popitem(last=False)
        if bucket.fill() < 1:
            return False
        bucket.left -= 1
        return True

    def let_in(self, socket: Hashable, visitor: Visitor, *, is_shown: bool = False) -> HTTPStatus | None:
        """Count an opening WebSocket; return the status that refuses it, if any.

        `is_shown`: the door shows something to visitors without a key.
        """
        if self.of_one[visitor] >= (MOST_OF_ONE if visitor.has_key else MOST_OF_A_STRANGER):
            return HTTPStatus.TOO_MANY_REQUESTS
        crowd = crowd_of(visitor, is_shown=is_shown)
        if len(self.open) >= self.most[Crowd.KEYS] or self.of_crowd[crowd] >= self.most[crowd]:
            return HTTPStatus.SERVICE_UNAVAILABLE
        self.open[socket] = (visitor, crowd)
        self.of_one[visitor] += 1
        self.of_crowd[crowd] += 1
        return None

    def make_room(self, visitor: Visitor) -> Hashable | None:
        """Let go a WebSocket for this visitor, who has a key, and return it: its connection is to be closed.

        It is the last of the visitor without a key who has the most, at doors that show them something; where few of
        them are left, of the one with a key who has the most, and more than this visitor would. None while there is
        room, or where all have as few.
        """
        has = self.of_one[visitor]
        if len(self.open) < self.most[Crowd.KEYS] or not visitor.has_key or has >= MOST_OF_ONE:
            return None
        crowd = Crowd.SHOWN if self.of_crowd[Crowd.SHOWN] > self.fewest_shown else Crowd.KEYS
        theirs = [(socket, who) for socket, (who, among) in reversed(self.open.items()) if among is crowd]
        found, who = max(theirs, key=lambda one: self.of_one[one[1]], default=(None, visitor))
        if crowd is Crowd.KEYS and self.of_one[who] <= has + 1:
            return None
        self.let_go(found)
        return found

    def weigh(self, socket: Hashable, size: int) -> list[Hashable]:
        """Count the bytes that this WebSocket has not taken; return those whose connections are to be cut for it.

        They are those of the visitors who have most to take, the one that has waited for longest first.
        """
        self.unread_in_all -= self.unread.get(socket, 0)
        if size >= COUNTED and socket in self.open:
            self.unread[socket] = size
            self.unread_in_all += size
        else:
            self.unread.pop(socket, None)
        cut = list[Hashable]()
        while self.unread_in_all > MOST_UNREAD:
            cut.append(self.greediest())
            self.unread_in_all -= self.unread.pop(cut[-1])
        return cut

    def greediest(self) -> Hashable:
        """Return the first WebSocket of the visitor who has most to take."""
        of_one = Counter[Visitor]()
        for socket, size in self.unread.items():
            of_one[self.open[socket][0]] += size
        most = max(of_one, key=of_one.__getitem__)
        return next(socket for socket in self.unread if self.open[socket][0] == most)

    def let_go(self, socket: Hashable) -> None:
        self.unread_in_all -= self.unread.pop(socket, 0)
        visitor, crowd = self.open.pop(socket, (None, None))
        if visitor is not None and crowd is not None:
            self.of_crowd[crowd] -= 1
            self.of_one[visitor] -= 1
            if not self.of_one[visitor]:
                del self.of_one[visitor]


def crowd_of(visitor: Visitor, *, is_shown: bool) -> Crowd:
    """Return with whom a visitor counts. All those without even a visitor cookie are one, and strangers everywhere."""
    if visitor.has_key:
        return Crowd.KEYS
    return Crowd.SHOWN if is_shown and visitor.number else Crowd.STRANGERS


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
