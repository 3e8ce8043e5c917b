"""Minutes compose themselves: the live note of a meeting gets what it lacks of what took place.

However often: a text that lacks nothing stays as it is. What people type at the same moment is joined, never lost.
"""

from __future__ import annotations

import contextlib

from django.utils import translation

from palabre.meetings.models import Meeting
from palabre.meetings.note import note_skeleton
from palabre.meetings.note.meeting_note import is_read_by_others, note_facts, note_of
from palabre.meetings.written.minutes_completion import completed, lightened
from palabre.meetings.written.minutes_content import what_took_place
from palabre.meetings.written.minutes_redaction import told_without
from palabre.notes.markdown.prepared_text import TooLong, clean
from palabre.notes.note_save import Conflict
from palabre.notes.yjs.log_catch_up import catch_up
from palabre.people.erasures.refused_names import without_refused_names
from palabre.people.models import Person
from palabre.pure.minutes.document import guess_language
from palabre.wiki import page_text
from palabre.wiki.models import Page

ATTEMPTS = 3


def compose(meeting: Meeting, *, by: Person | None) -> Page:
    """Return the page of the meeting, completed. `meeting` becomes as it is in the database."""
    note_of(meeting, by=by)
    whole = as_it_is(meeting)
    page = whole.minutes
    assert page is not None
    for attempt in range(ATTEMPTS):
        now = catch_up(page.note_id)
        page.note = now if now is not None else page.note
        try:
            page_text.save_page_text(page, as_it_will_read(whole, page), base=page.note.revision, by=by)
            break
        except TooLong:
            break  # given as it is: nothing is added to it
        except Conflict:
            if attempt == ATTEMPTS - 1:
                raise
    meeting.minutes = page
    return page


def as_it_will_read(meeting: Meeting, page: Page) -> str:
    """Return the text of the page with what it lacks, or as it is where a save would not take both; writes nothing."""
    whole = with_what_it_lacks(meeting, page)
    return page.note.body_md if is_too_long(whole) else whole


def with_what_it_lacks(meeting: Meeting, page: Page) -> str:
    """Return the text of the page with what it lacks, in its own language, however long.

    Minutes that were imported say what they say: nothing is added to them, nor to a page that others read than those of
    the meeting.
    """
    text = page.note.body_md
    if is_read_by_others(meeting) or meeting.imports.filter(undone_at=None, page=page).exists():
        return text
    with translation.override(guess_language(text)):
        return without_refused_names(meeting.space, completed(text, told_without(what_took_place(meeting), page)))


def is_too_long(text: str) -> bool:
    """Return whether a save would refuse this text. What people type together is bound in other ways."""
    try:
        clean(text)
    except TooLong:
        return True
    return False


def lighten(meeting: Meeting, page: Page, *, by: Person | None) -> None:
    """Take out the places that waited for words, where nobody wrote any: once, before the minutes are given."""
    text = lightened(page.note.body_md, places_of(meeting))
    with contextlib.suppress(TooLong):
        page_text.save_page_text(page, text, base=page.note.revision, by=by)


def places_of(meeting: Meeting) -> list[str]:
    """Return the headings that Palabre put there before the meeting: its points, and the groups."""
    facts = note_facts(meeting)
    return [*note_skeleton.headings_of(facts.items), *map(note_skeleton.one_line, facts.groups)]


def as_it_is(meeting: Meeting) -> Meeting:
    rows = Meeting.objects.select_related("space", "audience", "series", "minutes__note", "minutes__audience")
    found = rows.select_related("minutes__space", "group").get(pk=meeting.pk)
    if found.minutes is not None:
        found.minutes.note.space = found.space
    return found
