"""A note as a topic of `live`: its epoch is its version; what was written in it, its rooms read from the log."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from palabre.live.live_visitors import LiveVisitor
from palabre.live.topic import Pace, Stamp
from palabre.live.visitor_rights import Access
from palabre.notes.live.note_rights import access_to_notes
from palabre.notes.models import Note
from palabre.notes.note_bell import bell


class NoteTopic:
    channel = "palabre:notes"
    bell = bell
    pace = Pace()
    most_of_one = 20  # connections of one person to this process
    most = sys.maxsize

    def stamp(self, things: Iterable[int]) -> dict[int, Stamp]:
        rows = Note.objects.filter(pk__in=things).values_list("pk", "epoch", "space__version")
        return {note: Stamp(epoch, space) for note, epoch, space in rows}

    def judge(self, visitors: list[LiveVisitor]) -> dict[LiveVisitor, Access]:
        return access_to_notes(visitors)


NOTES = NoteTopic()
