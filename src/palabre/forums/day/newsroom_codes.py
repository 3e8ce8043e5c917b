"""The newsroom of a day: a host opens it, and its own eight letters make a laptop a desk where reports are typed.

A desk has no name and no account: it is known by the code in its signed cookie, looked up at each request. The letters
end when a host closes the newsroom or the day, or a week after its date; opened again, they are others. They are typed
at the door of forums, and let the desk into the day as its own code does.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction

from palabre.forums.day.hall import is_near
from palabre.forums.day.host_rights import hosted, hosts, refuse_when_closed
from palabre.forums.models import ForumDay, ServedCode
from palabre.people.devices.person_middleware import was_put_out_here
from palabre.people.models import Person
from palabre.spaces.models import Space

KEY = "newsrooms"
MOST_KEPT = 4  # days that one device remembers


def open_newsroom(day: ForumDay, *, by: Person) -> None:
    """Give the newsroom its letters. Idempotent."""
    with transaction.atomic():
        now = hosted(day, by=by)
        refuse_when_closed(now)
        if not now.newsroom_code:
            now.have_newsroom(ServedCode.draw())
            Space.touch(now.forum.space_id)


def close_newsroom(day: ForumDay, *, by: Person) -> None:
    """Take its letters back: every desk ends. Idempotent."""
    with transaction.atomic():
        now = hosted(day, by=by)
        if now.newsroom_code:
            now.have_newsroom(None)
            Space.touch(now.forum.space_id)


def is_newsroom_open(day: ForumDay) -> bool:
    return bool(day.newsroom_code) and day.closed_at is None and is_near(day)


def remember_newsroom(session: Any, day: ForumDay) -> None:
    """Make this device a desk of the newsroom."""
    others = {key: code for key, code in session.get(KEY, {}).items() if key != str(day.forum_id)}
    session[KEY] = dict([*others.items()][-MOST_KEPT + 1 :]) | {str(day.forum_id): day.newsroom_code}


def is_desk(request: Any, day: ForumDay) -> bool:
    """Return whether this device came by the letters of the newsroom, and they still open it."""
    held = request.session.get(KEY, {}).get(str(day.forum_id))
    is_held = is_newsroom_open(day) and held is not None and held == day.newsroom_code
    return is_held and not was_put_out_here(request, day.forum.space.slug)


def may_type_reports(request: Any, day: ForumDay) -> bool:
    """Return whether reports of any session are typed here: at a desk, or by a host while the newsroom is open."""
    return is_desk(request, day) or (is_newsroom_open(day) and hosts(request.person, day))
