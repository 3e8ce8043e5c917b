"""« Après la réunion… »: dated and signed additions at the end of the minutes."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from palabre.journal.models import record
from palabre.meetings.models import Meeting
from palabre.meetings.note.heading_insertion import inserted, parts_of
from palabre.meetings.written.minutes_composition import as_it_is
from palabre.meetings.written.minutes_publication import page_of, refuse_others
from palabre.notes.hooks import Written
from palabre.notes.yjs.log_catch_up import catch_up
from palabre.people.erasures.refused_names import keep_out
from palabre.people.models import Person
from palabre.pure.french import capitalised, on_lines
from palabre.pure.minutes.document import guess_language
from palabre.pure.minutes.text.lexicon import kind_of_label
from palabre.refusal import Refusal
from palabre.web.dates_in_words import in_full
from palabre.wiki import page_text

LONGEST = 5000  # characters


def add_to_minutes(meeting: Meeting, words: str, *, by: Person, at: datetime.datetime) -> None:
    """Add these words. Idempotent on one day. Raise a Refusal if they are empty or too long."""
    words = bounded_addendum(words)
    found = as_it_is(meeting)
    page = page_of(found)
    refuse_others(found, by)
    keep_out(found.space, words)
    now = catch_up(page.note_id)
    page.note = now if now is not None else page.note
    page.note.space = found.space
    with translation.override(guess_language(page.note.body_md)):
        text = with_addendum(page.note.body_md, words, by=by.name, on=timezone.localdate(at))

    def told(written: Written) -> None:
        record("minutes.added_to", found, by=by, revision=written.revision)

    with transaction.atomic():
        words = _("After the meeting")
        page_text.save_page_text(page, text, base=page.note.revision, by=by, words=words, also=told, is_writer=True)


def with_addendum(text: str, words: str, *, by: str, on: datetime.date) -> str:
    """Return the text with these words at the end of the section after the meeting."""
    day = in_full(on)
    head = f"{capitalised(day)}, {by} :"
    block = f"{head}\n\n{words}"
    if block in text:
        return text
    lines = text.split("\n")
    over = next((part for part in parts_of(lines) if kind_of_label(part.title) == "addendum"), None)
    if over is None:
        return inserted(lines, len(lines), f"## {_('After the meeting')}\n\n{block}")
    return inserted(lines, over.end, block)


def bounded_addendum(words: str) -> str:
    """Return the words without headings: they belong to the one with the date. Raise a Refusal."""
    lines = on_lines(words).split("\n")
    words = "\n".join(line.lstrip().lstrip("#").lstrip() if line.lstrip().startswith("#") else line for line in lines)
    if not words.strip():
        raise Refusal(_("There is nothing to add yet."), instead=_("Write a sentence, then add it."))
    if len(words) > LONGEST:
        raise Refusal(
            _("This is longer than %(most)s characters.") % {"most": LONGEST},
            instead=_("Write it in the page itself."),
        )
    return words
