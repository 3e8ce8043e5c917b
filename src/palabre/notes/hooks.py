"""Where upper slices hear that a note's text was written down, and say what their links open, from `apps.ready()`."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

from django.db.models import Exists

from palabre.notes.models import Note
from palabre.people.models import Link, Person


@dataclasses.dataclass(frozen=True, slots=True)
class Written:
    """What a save did. `revision` is the note's number now; `before` and `after` are the texts around it.

    `is_live`: people typed it together, and it was written down by itself; `opens` then says that it is the first
    time in this stretch of typing, which is told once. `is_merged`: it was joined with what others saved meanwhile.
    `of` is what the text is of, where who saves it has that in hand; she tells of it herself, in the same transaction.
    """

    note: Note
    revision: int
    before: str
    after: str
    by: Person | None = None
    is_merged: bool = False
    is_live: bool = False
    opens: bool = True
    of: Any = None

    @property
    def is_new(self) -> bool:
        return self.before != self.after


type Follower = Callable[[Written], None]
type WayIn = Callable[[Link, Note], bool | None]
type Standing = Callable[[], Exists]

followers: list[Follower] = []
standing: list[Standing] = []
ways_in: dict[str, WayIn] = {}


def register_follower(follower: Follower) -> None:
    """Have `follower` called in the transaction of each new text of a note, the note locked."""
    if follower not in followers:
        followers.append(follower)


def register_pinned_revisions(stands: Standing) -> None:
    """Say in which revisions something of an upper slice stands, as a condition on their rows: they are kept."""
    if stands not in standing:
        standing.append(stands)


def call_followers(written: Written) -> None:
    for follower in followers:
        follower(written)


def register_way_in(kind: str, way: WayIn) -> None:
    """Say what a personal link to a thing of this kind ("wiki.page") opens of a note: see `way_in`."""
    if kind in ways_in:
        raise ValueError(f"{kind} is a way in twice")
    ways_in[kind] = way


def way_in(link: Link, note: Note) -> bool | None:
    """Return whether who holds `link` may write in `note`; None when the link does not lead there at all."""
    way = ways_in.get(link.thing_kind)
    return way(link, note) if way else None
