"""Each POST of each test is watched: where it writes into a space, the space's version grows.

A screen is kept for one version of its space: a write that leaves the version as it was leaves kept screens stale.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db import connection
from django.test import Client

WRITES = re.compile(r"\b(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+\W?(\w+)", re.IGNORECASE)
# Tables that no kept screen shows, each with why.
SHOWN_NOWHERE = {
    "people_link": "a link is shown to who made it, on a screen that is not kept",
    "notes_update": "a live text is on its page once it is written down, which says so",
    "notes_snapshot": "the same",
    "notes_note": "the same: what a browser sent is told where it is written down",
    "meetings_calendarfeed": "the address of a calendar is shown to its owner, on a screen that is not kept",
    "meetings_mistypedcode": "how often wrong codes were typed",
    "meetings_floorrequest": "a raised hand: the room sends it, and its page is not kept",
    "journal_delivery": "what is on its way to somebody",
    "search_document": "the index",
}


class StaleScreens(AssertionError):
    pass


def watched(request_of: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap django.test.Client.request."""

    def request(self: Client, **environ: Any) -> Any:
        if environ.get("REQUEST_METHOD") != "POST" or connection.vendor != "sqlite" or not connection.in_atomic_block:
            return request_of(self, **environ)
        written: set[str] = set()

        def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            written.update(WRITES.findall(sql))
            return execute(sql, params, many, context)

        before = versions()
        with connection.execute_wrapper(note):
            answer = request_of(self, **environ)
        if (shown := sorted(written & tables_of_spaces())) and versions() == before:
            raise StaleScreens(f"POST {environ['PATH_INFO']} wrote to {shown} and left the version of its space")
        return answer

    return request


def versions() -> list[Any]:
    """Ask the driver: queries are counted around some posts."""
    return list(connection.connection.execute("SELECT id, version FROM spaces_space ORDER BY id"))


def tables_of_spaces() -> set[str]:
    ours = [model._meta for model in apps.get_models() if model.__module__.startswith("palabre.")]
    return {meta.db_table for meta in ours if meta.app_label != "accounts"} - SHOWN_NOWHERE.keys()
