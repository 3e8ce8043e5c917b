"""Registries for upper slices, from `apps.ready()`: saved notes, revisions to keep, what links open."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

from django.db.models import Exists

from palabre.notes.models import Note
from palabre.people.access.link_voice import has_her_own_voice
from palabre.people.models import Link, Person


@dataclasses.dataclass(frozen=True, slots=True)
class Written:
    """Result of a save. `revision` is the note's current number; `before` and `after` are its texts.

    `is_live`: people typed it together, and it was saved automatically; `opens` marks the first save of this stretch,
    which is recorded once. `is_merged`: it was merged with what others saved meanwhile. `of` is the owner of the text,
    if the caller has it; the caller then records the change itself, in the same transaction.
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
    """Register a function called in the transaction of each new text of a note, with the note locked."""
    if follower not in followers:
        followers.append(follower)


def register_pinned_revisions(stands: Standing) -> None:
    """Register a condition on the revisions that an upper slice references: they are kept."""
    if stands not in standing:
        standing.append(stands)


def call_followers(written: Written) -> None:
    for follower in followers:
        follower(written)


def register_way_in(kind: str, way: WayIn) -> None:
    """Register the access to a note of a personal link to a thing of this kind ("wiki.page"): see `way_in`."""
    if kind in ways_in:
        raise ValueError(f"{kind} is a way in twice")
    ways_in[kind] = way


def way_in(link: Link, note: Note) -> bool | None:
    """Return whether the holder of `link` may write in `note`; None if the link does not lead there at all.

    False if its person is here by other means than its other holders' (see link_voice): nobody writes in their name.
    """
    way = ways_in.get(link.thing_kind)
    opens = way(link, note) if way else None
    return opens and not has_her_own_voice(link)
