"""A document to be loaded apart, before everybody does: see yjs/load_trial."""

from __future__ import annotations

import dataclasses

from palabre.notes.live.note_connection import NoteConnection


@dataclasses.dataclass(frozen=True, slots=True)
class Trial:
    """A document to try, which passes so much at most; with the update of a visitor, who holds it meanwhile, if any."""

    passed: int
    state: bytes
    update: bytes = b""
    who: NoteConnection | None = None
