"""Sheets that somebody sets aside for themselves. Only their device knows it: no row, no name, nobody is counted."""

from __future__ import annotations

from typing import Any

KEY = "set_aside"
MOST_FORUMS, MOST_SHEETS = 3, 60  # that one device remembers


def sheets_aside(session: Any, forum: int) -> list[int]:
    """Return the ids of the sheets of this forum that are set aside on this device."""
    found: list[int] = session.get(KEY, {}).get(str(forum), [])
    return found


def set_aside(session: Any, forum: int, sheet: int, *, is_aside: bool) -> None:
    """Set a sheet aside, or no longer. The oldest are forgotten first."""
    kept = [one for one in sheets_aside(session, forum) if one != sheet]
    others = {key: value for key, value in session.get(KEY, {}).items() if key != str(forum)}
    now = [*kept, *([sheet] if is_aside else [])][-MOST_SHEETS:]
    last = dict([*others.items()][-MOST_FORUMS + 1 :])
    session[KEY] = last | ({str(forum): now} if now else {})
