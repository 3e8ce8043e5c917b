"""Which requests go first: those that bring a visitor's cookie, or the key of the square of a room or a forum.

Whoever has a name or an account here is one visitor, however many cookies they bring.
"""

from __future__ import annotations

import re

from palabre.live.join_codes import is_square
from palabre.serving.priority_queue import Requester, RequestPriority
from palabre.serving.waiting_line import Standing
from palabre.web.visitor_cookie import is_newcomer, name_in, visitor_number

SQUARE = re.compile(r"/(?:room|forum)/([A-Z]{1,20})/([0-9a-f]{1,64})/")
HEALTH = "/health/"


def asker_of(method: str, path: str, cookies: str) -> Requester:
    if path == HEALTH:
        return Requester(RequestPriority.HEALTH)
    named = name_in(cookies)
    number, found = named or visitor_number(cookies), SQUARE.fullmatch(path)
    is_scanned = found is not None and is_square(found[1], found[2])  # a whole hall at once, with no cookie yet
    if not number and not is_scanned:
        return Requester(RequestPriority.WITHOUT)
    return Requester(
        RequestPriority.KNOWN if method in ("GET", "HEAD") else RequestPriority.WRITING,
        number,
        Standing.NAMED if named else Standing.NEWCOMER if is_newcomer(cookies) else Standing.RETURNING,
    )
