"""Registry of the things that use notes, filled from `apps.ready()` of upper slices."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
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
    if the caller has it; the caller then records the change itself, in the same transaction. `ahead` is what was
    computed before the lock, by kind of use.
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
    ahead: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    @property
    def is_new(self) -> bool:
        return self.before != self.after


type Follower = Callable[[Written], None]
type Ahead = Callable[[Note, str], Any]
type WayIn = Callable[[Link, Note], bool | None]
type Pins = Callable[[], Exists]


@dataclasses.dataclass(frozen=True, slots=True)
class NoteUse:
    """The use of notes by things of one kind; see `register_use`."""

    way_in: WayIn
    pins: Pins
    follow: Follower | None
    ahead: Ahead | None = None


uses: dict[str, NoteUse] = {}


def register_use(
    kind: str, *, way_in: WayIn, pins: Pins, follow: Follower | None = None, ahead: Ahead | None = None
) -> None:
    """Register how things of a kind ("wiki.page") use notes.

    `way_in` tells where a personal link to such a thing leads, see `way_in` below. `pins` returns a condition on the
    revisions that these things reference: they are kept. `follow` is called in the transaction of each new text of a
    note, with the note locked; `ahead` before, with the note and its new text, for what takes long: `follow` finds the
    result in `written.ahead`, and computes it where it is missing, or of another text.
    """
    if kind in uses:
        raise ValueError(f"{kind} uses notes twice")
    uses[kind] = NoteUse(way_in, pins, follow, ahead)


def computed_ahead(note: Note, after: str) -> dict[str, Any]:
    """Return, by kind of use, what takes long in the change of `note` to this text. The caller holds no lock."""
    if note.body_md == after:
        return {}
    return {kind: use.ahead(note, after) for kind, use in uses.items() if use.ahead is not None}


def call_followers(written: Written) -> None:
    for use in uses.values():
        if use.follow is not None:
            use.follow(written)


def way_in(link: Link, note: Note) -> bool | None:
    """Return whether the holder of `link` may write in `note`; None if the link does not lead there at all.

    False if its person is here by other means than its other holders' (see link_voice): nobody writes in their name.
    """
    use = uses.get(link.thing_kind)
    opens = use.way_in(link, note) if use else None
    return opens and not has_her_own_voice(link)
