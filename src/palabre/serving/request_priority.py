"""Which requests go first: those that bring a visitor's cookie, or the key of the square of a room or a forum."""

from __future__ import annotations

import re

from palabre.live.join_codes import is_square
from palabre.serving.priority_queue import Requester, RequestPriority
from palabre.web.visitor_cookie import is_newcomer, visitor_number

SQUARE = re.compile(r"/(?:room|forum)/([A-Z]{1,20})/([0-9a-f]{1,64})/")
HEALTH = "/health/"
MOST_OF_ONE = 8  # requests under way of one visitor: a browser makes six at once


def asker_of(method: str, path: str, cookies: str) -> Requester:
    if path == HEALTH:
        return Requester(RequestPriority.HEALTH)
    number, found = visitor_number(cookies), SQUARE.fullmatch(path)
    is_scanned = found is not None and is_square(found[1], found[2])  # a whole hall at once, with no cookie yet
    if not number and not is_scanned:
        return Requester(RequestPriority.WITHOUT)
    return Requester(
        RequestPriority.KNOWN if method in ("GET", "HEAD") else RequestPriority.WRITING,
        number,
        MOST_OF_ONE if number else 0,
        is_new=is_newcomer(cookies),
    )
