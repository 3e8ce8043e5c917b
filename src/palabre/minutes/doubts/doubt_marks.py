"""Doubts in the margin of the minutes: words that nothing was made of, with the question they raise."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from urllib.parse import urlencode

from django.db.models import BigIntegerField
from django.urls import reverse
from django.utils.translation import gettext as _

from palabre.minutes import permissions
from palabre.minutes.doubts.kind_registry import family_of, is_asked, question_of
from palabre.minutes.imports.import_next_step import is_of_public_meeting
from palabre.minutes.models import Doubt, Import
from palabre.notes.diff.text_memory import followed_lines
from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.people.reader_queries import prepared_reading
from palabre.wiki.lines.page_margin import Mark, Reply
from palabre.wiki.models import Page
from palabre.wiki.permissions import can_look_back


def marks(page: Page, person: Person | None) -> dict[int, list[Mark]]:
    """Return the doubts of the latest reading of this page, by line of its text as it is now.

    Who may settle them finds the answers beside each, and beside a settled one the way back; others read what is
    still uncertain, and from outside on the lines that nobody edited since: a question quotes words of its line. Line
    0 leads members to what was read.
    """
    reading: Import | None = next(iter(last_reading(Reader.here(page.space, person), page=page.pk)), None)
    if reading is None:
        return {}
    reading.page, reading.space = page, page.space
    found = marks_of_doubts(reading, page, person)
    if can_look_back(person):
        way = Mark(_("Read as minutes."), reading.get_absolute_url(), _("What was read"), is_settled=True)
        found[0] = [way]
    return found


def marks_of_doubts(reading: Import, page: Page, person: Person | None) -> dict[int, list[Mark]]:
    may_settle = permissions.can_answer(person, reading)
    asked = [one for one in reading.doubts.all() if is_asked(one, meeting_waits=reading.meeting_waits)]
    doubts = [doubt for doubt in asked if doubt.settled_at is None or may_settle]
    if not doubts:
        return {}
    now = page.note.body_md
    kept, before, after = followed_lines(reading.text, now), reading.text.split("\n"), now.split("\n")
    looks_back, of_public_meeting = can_look_back(person), is_of_public_meeting(reading)
    found: dict[int, list[Mark]] = defaultdict(list)
    for doubt in doubts:
        line = kept.get(doubt.first_line)
        if line and (looks_back or before[doubt.first_line - 1] == after[line - 1]):
            doubt.reading = reading
            question = question_of(doubt, of_public_meeting=of_public_meeting)
            found[line].append(mark_of(doubt, question, line) if may_settle else Mark(family_of(doubt).ask(doubt)))
    return dict(found)


@prepared_reading(page=BigIntegerField())
def last_reading(rights: Any, page: Any) -> Any:
    """Return the latest reading of this page that is not undone, if the reader may read it."""
    rows = rights.may_read(Import).filter(page=page, undone_at=None)
    return rows.select_related("audience", "meeting__audience").prefetch_related("doubts").order_by("-pk")[:1]


def mark_of(doubt: Doubt, asked: str, line: int) -> Mark:
    """Return the doubt, `asked` in these words, with its answers, for who may give them."""
    back = f"?{urlencode({'line': line})}"
    if doubt.settled_at is not None:
        undo = Reply(_("Undo"), doubt_path("minutes:reopening", doubt) + back)
        return Mark(family_of(doubt).done(doubt), replies=(undo,), is_settled=True)
    settling = doubt_path("minutes:answer", doubt) + back
    choices = family_of(doubt).choices(doubt)
    replies = tuple(Reply(choice.label, settling, choice.value) for choice in choices if not choice.is_typed)
    typed = next((choice.label for choice in choices if choice.is_typed), "")
    return Mark(asked, asked_at(doubt) if typed else "", typed, replies)


def asked_at(doubt: Doubt) -> str:
    """Return the address where this doubt is asked with all its answers."""
    return f"{doubt.reading.get_absolute_url()}?{urlencode({'doubt': doubt.pk})}#question"


def doubt_path(name: str, doubt: Doubt) -> str:
    reading = doubt.reading
    return reverse(name, kwargs={"space": reading.space.slug, "number": reading.pk, "doubt": doubt.pk})
