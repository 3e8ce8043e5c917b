"""A meeting moved: its note says the new day, hour and place, wherever nobody said them in other words."""

from __future__ import annotations

import itertools

from django.db import transaction
from django.utils import translation

from palabre.meetings.dates.meeting_schedule import Planned
from palabre.meetings.models import Meeting
from palabre.meetings.note import heading_insertion, note_skeleton
from palabre.meetings.note.meeting_note import bring_up_to_date, change_meeting_note, follows, was_written, with_page
from palabre.pure.minutes.document import guess_language
from palabre.spaces.models import Space
from palabre.wiki.models import Page


def follow_move(meeting: Meeting, *, was: Planned) -> None:
    """Have the note of a meeting say where and when it is now instead of what `was` planned. Twice, it says so once.

    Minutes that were given, or imported, tell the day on which people met: they stay as they are. So does a page that
    others read than those of the meeting.
    """
    if meeting.minutes_id is None:
        return
    with transaction.atomic():
        Space.hold(meeting.space_id)
        now = with_page(meeting)
        if now.minutes is None or not follows(now):
            return
        if not was_written(now.minutes):
            bring_up_to_date(now, now.minutes)
            return
        call_again(now, now.minutes, was)
        change_meeting_note(now.minutes, lambda text: said_again(text, was, Planned.of(now)))


def call_again(meeting: Meeting, page: Page, was: Planned) -> None:
    """Give the page the title of the new day, if its title is the one of the day before."""
    longest = Page._meta.get_field("title").max_length
    former, title = (note_skeleton.title_of(meeting.title, day)[:longest] for day in (was.on, meeting.on))
    if page.title == former != title:
        page.be_called(title)


def said_again(text: str, was: Planned, now: Planned) -> str:
    """Return the text with the day and the place of now, each where the line of before stands word for word."""
    with translation.override(guess_language(text)):
        text = said_instead(text, note_skeleton.place_line(was.place), note_skeleton.place_line(now.place))
        return said_instead(text, note_skeleton.day_line(was.on, was.at), note_skeleton.day_line(now.on, now.at))


def said_instead(text: str, former: str, new: str) -> str:
    """Return the text with the line `new` instead of `former`, in what comes before the first heading."""
    lines = text.split("\n")
    opening = list(itertools.takewhile(lambda line: not heading_insertion.HEADING.match(line), lines))
    if former == new or new in filter(None, opening) or (former and former not in opening):
        return text
    if not former:
        return heading_insertion.inserted(lines, 0, new)
    at = opening.index(former)
    if new:
        return "\n".join([*lines[:at], new, *lines[at + 1 :]])
    return "\n".join([*lines[:at], *itertools.dropwhile(lambda line: not line.strip(), lines[at + 1 :])])
