"""What people chose to leave of a circle, put in the live note under its point."""

from __future__ import annotations

import contextlib

from palabre.meetings.agenda import inserting, skeleton
from palabre.meetings.agenda.note_of import change
from palabre.meetings.models import LeftSentence, Room
from palabre.notes.writing import Conflict


def put_in_note(left: LeftSentence, room: Room) -> None:
    """Write the sentence in the note. One that is there stays; where people type in these very lines, it is kept in
    the circle alone, and the minutes find it there."""
    page, item = room.meeting.minutes, left.circle.item
    if page is None:
        return
    page.space = room.meeting.space
    heading = skeleton.headings_of((item,))[0] if item else ""
    line = f"- « {left.text} »" + (f" ({left.by.name})" if left.by else "")
    with contextlib.suppress(Conflict):
        change(page, lambda text: with_sentence(text, heading, line))


def with_sentence(text: str, heading: str, line: str) -> str:
    """Return `text` with `line` at the end of what stands under `heading`, or at its end; right below a list item."""
    lines = text.split("\n")
    if line in lines:
        return text
    parts = inserting.parts_of(lines)
    over = next((part for part in parts if part.title == inserting.known_as(heading)), None)
    at = over.end if over else len(lines)
    while at and not lines[at - 1].strip():
        at -= 1
    if at and lines[at - 1].startswith("- "):
        return "\n".join([*lines[:at], line, *lines[at:]])
    return inserting.inserted(lines, at, line)
