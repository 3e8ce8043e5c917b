"""Each POST of each test is watched: where it writes into a space, the space's version grows.

A screen is kept for one version of its space: a write that leaves the version as it was leaves kept screens stale. So
does one that leaves the `wide_version`, unless it only gave one page other words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db import connection
from django.test import Client

WRITES = re.compile(r"\b(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+\W?(\w+)", re.IGNORECASE)
# Tables that no kept screen shows, each with why. A screen is kept where its view says so (web/page_cache.py).
SHOWN_NOWHERE = {
    "people_link": "a link is shown to who made it, on a screen that is not kept",
    "people_key": "a square is shown to who shows it, on a screen that is not kept",
    "people_merging": "whether two names are one person is asked of one reader, in her own part of a screen",
    "forums_ballot": "dots are a secret until they are closed, which writes their result: their page is not kept",
    "notes_update": "a live text is on its page once it is written down, which says so",
    "notes_snapshot": "the same",
    "notes_note": "the same",
    "notes_clientowner": "who may write under which number of a live text, which no screen shows",
    "wiki_watch": "who follows a page sees so in her own part of it",
    "registrations_registration": "the pages of an opening are not kept",
    "meetings_asked": "the margin is made at each asking",
    "minutes_recognised": "the same",
    "meetings_calendarfeed": "the address of a calendar is shown to its owner, on a screen that is not kept",
    "upkeep_attempt": "what is counted of visitors, for a day",
    "upkeep_receivedpost": "that a post came already, which no screen shows",
    "meetings_floorrequest": "a raised hand: the room sends it, and its page is not kept",
    "meetings_circle": "the same; what it left is in the minutes once they are composed, which writes their page",
    "home_export": "an archive is shown to who asked for it, on a screen that is not kept",
    "journal_delivery": "what is on its way to somebody",
    "journal_digest": "the same",
}
# What other words in a page are written to. Its links and its passages are not among these: other screens show them.
OF_ONE_TEXT = {"journal_entry", "notes_revision", "spaces_space"}
# Columns of a person that only she is shown: how she is told, and by what she enters.
OWN = "|".join(("email", "email_refused_at", "news", "nonce", "entered_at", "address_by_id", "by_two_at"))
HERS_ALONE = re.compile(rf'UPDATE "people_person" SET (?:"(?:{OWN})" = [^,]+(?:, | WHERE))+', re.IGNORECASE)
# Columns of a room that only its screens show: they follow its own version.
OF_A_ROOM = re.compile(
    r'UPDATE "meetings_room" SET (?:"(?:version|extra|hides_time|scribe_id|weather_turn_id)" = [^,]+(?:, | WHERE))+',
    re.IGNORECASE,
)


# Doors that write letters to addresses of which no person is known: no front page says that such a letter waits.
WRITES_TO_ADDRESSES = re.compile(r"/gatherings/\d+/|/registration/")


class StaleScreens(AssertionError):
    pass


unwatched = Client.request


def watched(request_of: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap django.test.Client.request."""

    def request(self: Client, **environ: Any) -> Any:
        if environ.get("REQUEST_METHOD") != "POST" or connection.vendor != "sqlite" or not connection.in_atomic_block:
            return request_of(self, **environ)
        written: set[str] = set()

        def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            written.update([] if HERS_ALONE.match(sql) or OF_A_ROOM.match(sql) else WRITES.findall(sql))
            return execute(sql, params, many, context)

        before = versions()
        with connection.execute_wrapper(note):
            answer = request_of(self, **environ)
        shown = sorted(written & tables_of_spaces()) if answer.status_code < 400 else []  # a refusal writes nothing
        if WRITES_TO_ADDRESSES.search(environ["PATH_INFO"]):
            shown = [table for table in shown if table != "post_letter"]
        if shown and versions() == before:
            raise StaleScreens(f"POST {environ['PATH_INFO']} wrote to {shown} and left the version of its space")
        wide = sorted(set(shown) - OF_ONE_TEXT)
        if wide and wide_versions(versions()) == wide_versions(before):
            raise StaleScreens(f"POST {environ['PATH_INFO']} wrote to {wide} and left the wide version of its space")
        return answer

    return request


def versions() -> list[Any]:
    """Ask the driver: queries are counted around some posts."""
    return list(connection.connection.execute("SELECT id, version, wide_version FROM spaces_space ORDER BY id"))


def wide_versions(rows: list[Any]) -> list[Any]:
    return [row[2] for row in rows]


def tables_of_spaces() -> set[str]:
    ours = [model._meta for model in apps.get_models() if model.__module__.startswith("palabre.")]
    return {meta.db_table for meta in ours if meta.app_label != "accounts"} - SHOWN_NOWHERE.keys()
