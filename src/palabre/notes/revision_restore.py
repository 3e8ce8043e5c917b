"""Bringing back an earlier text, as a new revision: nothing is ever taken out of the past."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from palabre.notes.hooks import Written
from palabre.notes.models import Note
from palabre.notes.note_save import save_note
from palabre.people.models import Person


def restore_revision(
    note: Note,
    number: int,
    *,
    by: Person | None,
    heed: Callable[[str], str] = str,
    of: Any = None,
    then: Callable[[Written], None] | None = None,
) -> Written:
    """Make of revision `number`, as `heed` returns its text, the note's text. Done twice, it changes nothing more."""
    old = note.revisions.get(number=number)
    base = Note.objects.values_list("revision", flat=True).get(pk=note.pk)
    words = _("Text of revision %(number)d") % {"number": number}
    return save_note(note, heed(old.body_md), base=base, by=by, words=words, of=of, then=then)
