"""Search request in a query string: invalid parameters are ignored."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any
from urllib.parse import urlencode

from palabre.pure.search import LONGEST_QUERY, ParsedQuery
from palabre.search.hits import MOST_PAGES, Filters
from palabre.search.hooks import sources

DAYS = {"month": 31, "quarter": 92, "year": 366}
MOST_FIGURES = 12


@dataclasses.dataclass(frozen=True, slots=True)
class Request:
    """A query and its filters, validated."""

    query: str
    kind: str
    group: int
    since: str
    page: int

    @classmethod
    def of(cls, typed: Any) -> Request:
        """Parse the parameters of a URL."""
        kind, since = typed.get("kind", ""), typed.get("since", "")
        return cls(
            query=typed.get("q", "").replace("\x00", "")[:LONGEST_QUERY],
            kind=kind if kind in sources else "",
            group=number(typed.get("group", "")),
            since=since if since in DAYS else "",
            page=min(max(1, number(typed.get("page", ""))), MOST_PAGES),
        )

    @property
    def asked(self) -> ParsedQuery:
        return ParsedQuery.of(self.query)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.kind or self.group or self.since)

    def filters(self, *, today: datetime.date) -> Filters:
        holder = next((kind for kind, source in sources.items() if source.holds_others), "")
        since = today - datetime.timedelta(days=DAYS[self.since]) if self.since else None
        return Filters(self.kind, f"{holder}:{self.group}" if self.group else "", since)

    def address(self, **changed: Any) -> str:
        """Return the query string of this request with changes: another page, or no filter."""
        other = dataclasses.replace(self, **{"page": 1, **changed})
        said = {"q": other.query, "kind": other.kind, "group": other.group, "since": other.since}
        said["page"] = other.page if other.page > 1 else ""
        return "?" + urlencode({name: value for name, value in said.items() if value})

    @property
    def before(self) -> str:
        return self.address(page=self.page - 1)

    @property
    def after(self) -> str:
        return self.address(page=self.page + 1)

    @property
    def without_filters(self) -> str:
        return self.address(kind="", group=0, since="")


def number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= MOST_FIGURES else 0
