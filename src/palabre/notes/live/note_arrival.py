"""Arrival at a note: the visitor, their right, and the epoch of their document."""

from __future__ import annotations

import dataclasses
import re
import urllib.parse
from typing import Any

from django.db import close_old_connections

from palabre.live.handshake import as_request
from palabre.live.live_visitors import LiveVisitor, find_visitor
from palabre.live.visitor_rights import Right
from palabre.notes.live.note_rights import rights_of_visitors
from palabre.people.models import Person

BY_PLACE = r"/ws/s/(?P<space>[-\w]{1,80})/notes/(?P<note>[0-9]{1,18})"
BY_LINK = r"/ws/opened/(?P<link>[0-9]{1,18})/notes/(?P<note>[0-9]{1,18})"
EPOCH = re.compile(r"[0-9]{1,10}")


@dataclasses.dataclass(frozen=True, slots=True)
class Arrival:
    """A visitor, their right, and the epoch of their document as they give it (None if they do not)."""

    visitor: LiveVisitor
    name: str
    right: Right
    epoch: int | None


def who_comes(scope: dict[str, Any]) -> Arrival:
    """Return the visitor of one of these two URLs. Queries the database: call it in a thread."""
    close_old_connections()
    path = re.fullmatch(BY_PLACE, scope["path"]) or re.fullmatch(BY_LINK, scope["path"])
    if path is None:
        raise ValueError(scope["path"])
    asked = urllib.parse.parse_qs(scope["query_string"].decode("latin-1")).get("epoch", [""])[0]
    epoch = int(asked) if EPOCH.fullmatch(asked) else None
    ways = path.groupdict()
    link = int(ways["link"]) if "link" in ways else None
    visitor, person = find_visitor(as_request(scope), int(path["note"]), space=ways.get("space", ""), link=link)
    return Arrival(visitor, name_told(person) if person else "", rights_of_visitors([visitor])[visitor], epoch)


def name_told(person: Person) -> str:
    """Return the name beside the caret: of who only holds a link, the first one, as others who hold one read it."""
    return person.name if person.is_member else person.first_name
