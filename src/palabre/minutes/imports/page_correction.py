"""Correction of the page of minutes: what the new text changes of the former one, in the page as it is now."""

from __future__ import annotations

from django.utils.translation import gettext as _

from palabre.notes.diff.text_merge import merge_texts
from palabre.notes.markdown.prepared_text import clean
from palabre.notes.models import Revision
from palabre.notes.note_save import Conflict
from palabre.people.models import Person
from palabre.refusal import Refusal
from palabre.wiki import page_text
from palabre.wiki.models import Page


def correct_page(page: Page, text: str, *, before: str, by: Person) -> int:
    """Save `text` in the page, merged with what others wrote in it since `before`, and return the revision.

    `before` is the text of the minutes that are corrected, and no revision: from the second correction on, a revision
    holds what others wrote too, and a merge from it would take that away.
    """
    note = page.note
    written = Revision.objects.filter(note=note, number=note.revision).values_list("by", flat=True).first()
    merged = merge_texts(clean(before), note.body_md, clean(text), both_may_add=written != by.pk)
    if merged.places:
        raise somebody_changed_them()
    try:
        return page_text.save_page_text(page, merged.text, base=note.revision, by=by, is_writer=True).revision
    except Conflict:
        raise somebody_changed_them() from None


def somebody_changed_them() -> Refusal:
    return Refusal(
        _("Somebody has since changed the same lines of these minutes as your correction does."),
        instead=_("Correct the page itself: it keeps every version."),
    )
