"""Copies to the live note of what is said in the room: sentences left of a circle, answers to needs."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

from palabre.groups.models import Answer
from palabre.meetings.models import LeftSentence, Room, quoted_item
from palabre.meetings.note import heading_insertion, note_skeleton
from palabre.meetings.note.meeting_note import change_meeting_note, is_read_by_others
from palabre.notes.note_save import Conflict
from palabre.people.models import Person


def put_in_note(left: LeftSentence, room: Room) -> None:
    """Write the sentence under its point, once.

    If somebody edits the same lines, it is kept only in the circle: the minutes take it from there.
    """
    item = left.circle.item
    heading = note_skeleton.headings_of((item,))[0] if item else ""
    change_note(room, lambda text: with_sentence(text, heading, quoted_words_of_person(left.text, left.by)))


def put_answer(given: Answer, room: Room) -> None:
    """Write the answer under its need, or at the end if that heading is gone."""
    heading = note_skeleton.one_line(quoted_item(given.need.text))
    change_note(room, lambda text: with_sentence(text, heading, quoted_words_of_person(given.text, given.by)))


def take_answer_out(given: Answer, room: Room) -> None:
    """Remove the answer, unless its line was edited."""
    line = quoted_words_of_person(given.text, given.by)
    change_note(room, lambda text: "\n".join(one for one in text.split("\n") if one != line))


def quoted_words_of_person(text: str, by: Person | None) -> str:
    """Return « - « On a ri. » (Solveig) »."""
    return f"- « {' '.join(text.split())} »" + (f" ({by.name})" if by else "")


def change_note(room: Room, how: Callable[[str], str]) -> None:
    page = room.meeting.minutes
    if page is None or is_read_by_others(room.meeting):
        return
    page.space = room.meeting.space
    with contextlib.suppress(Conflict):
        change_meeting_note(page, how)


def with_sentence(text: str, heading: str, line: str) -> str:
    """Return `text` with `line` at the end of the section `heading`, else of the text; directly after a list item."""
    lines = text.split("\n")
    if line in lines:
        return text
    parts = heading_insertion.parts_of(lines)
    over = next((part for part in parts if part.title == heading_insertion.known_as(heading)), None)
    at = over.end if over else len(lines)
    while at and not lines[at - 1].strip():
        at -= 1
    if at and lines[at - 1].startswith("- "):
        return "\n".join([*lines[:at], line, *lines[at:]])
    return heading_insertion.inserted(lines, at, line)
