"""An archived space: read as before, by the same people, and written in by nobody until two yeses open it again.

No message leaves it. What a person may always do for themselves stays open (`even_archived`): leave a device, stop
messages, remove their name or words about them. Called by `agreements`, which checks the rights.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from palabre.people.hooks import Event, Happening, carry_out, record_fact
from palabre.people.models import Person
from palabre.refusal import Refusal
from palabre.spaces.models import Space

READING = frozenset({"GET", "HEAD", "OPTIONS"})

type View = Callable[..., Any]


def archive(space: Space, *, by: Person, at: datetime.datetime) -> None:
    """Archive it. The caller holds the space."""
    space.archive(at)
    record_fact("space.archived", space, by=by)


def revive(space: Space, *, by: Person, at: datetime.datetime) -> None:
    """Open it to writing again. The caller holds the space."""
    space.archive(None)
    carry_out(Event.SPACE_REVIVED, Happening(space, at, by))
    record_fact("space.revived", space, by=by)


def even_archived(view: View) -> View:
    """Let a view also answer the forms sent in an archived space. Others refuse them."""
    view.even_archived = True  # type: ignore[attr-defined]
    return view


def refuse_in_archive(view: View, space: Space | None, request: HttpRequest) -> None:
    """Raise a Refusal for a form sent in an archived space, unless the view is one of `even_archived`."""
    if space is None or not space.is_archived or request.method in READING:
        return
    if not getattr(view, "even_archived", False):
        raise is_read_only()


def is_read_only() -> Refusal:
    return Refusal(
        _("This space is archived: it can be read, and nobody writes in it any longer."),
        instead=_("Two yeses open it again: its settings say how."),
    )
