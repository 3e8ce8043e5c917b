"""Bringing back an earlier text of a page, but for what people have said otherwise of themselves since."""

from __future__ import annotations

from palabre.journal.models import record_words
from palabre.notes import revision_restore
from palabre.notes.hooks import Written
from palabre.people.models import Person
from palabre.wiki.lines.own_sentences import own_sentences
from palabre.wiki.models import Page
from palabre.wiki.page_lock import writable
from palabre.wiki.page_text import kept_in_hand


def restore_page_text(page: Page, number: int, *, by: Person | None, is_writer: bool = False) -> Written:
    """Bring back the text of revision `number`; `is_writer` as for `save_page_text`.

    Sentences that the people whom they name corrected or took out, other than `by`, stay as they left them.
    """
    heed = own_sentences(page, but=by).heeded

    def then(written: Written) -> None:
        if is_writer:
            page.audience = writable(page, by).audience  # its space is held with the note
        record_words("page.restored", page, by=by, revision=written.revision, earlier=number)

    written = revision_restore.restore_revision(page.note, number, by=by, heed=heed, of=page, then=then)
    return kept_in_hand(page, written)
