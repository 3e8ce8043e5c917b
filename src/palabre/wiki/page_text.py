"""Beginning a page, writing in it, bringing an earlier text back."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from palabre.journal.models import record, record_words
from palabre.notes import note_save as notes
from palabre.notes.hooks import Written
from palabre.notes.markdown.prepared_text import Prepared, prepare
from palabre.people.erasures.refused_names import keep_out
from palabre.people.models import Audience, Person
from palabre.spaces.models import Space
from palabre.wiki.hierarchy.page_placement import there_is_place
from palabre.wiki.lines.passage_moves import refer
from palabre.wiki.models import Page
from palabre.wiki.page_lock import writable
from palabre.wiki.readers.reader_circles import PageCircle

SAME_FORM = datetime.timedelta(hours=1)


def begin_page(
    space: Space,
    title: str,
    text: str | Prepared,
    *,
    audience: Audience,
    by: Person | None,
    under: Page | None = None,
) -> Page:
    """Make a page of its first text. The same form sent twice by the same person makes one page.

    It stands `under` a page that `by` may read, or at the top. Raises placing.NoPlaceThere.
    """
    ready = prepare(text)
    if isinstance(text, str):  # what is ready comes from elsewhere, and lost them on its way
        keep_out(space, title, ready.markdown)
    with transaction.atomic():
        Space.hold(space.pk)  # two pages of one title ask for one address
        again = _just_begun(title, ready, audience=audience, by=by)
        if again is not None:
            return again
        note = notes.begin_note(space, audience, ready, by)
        address = Page.free_slug(space, title)
        page = Page.objects.create(space=space, audience=audience, title=title, slug=address, note=note)
        if under is not None:
            there_is_place(page, under)
            page.stand_under(under)
        refer(page, note)
        record("page.begun", page, by=by)
    return page


def begin_among(
    circle: PageCircle, space: Space, title: str, text: str | Prepared, *, by: Person, under: Page | None = None
) -> Page:
    """Make a page that the people of this circle read and write, and nobody else."""
    ready = prepare(text)
    keep_out(space, title, ready.markdown)
    with transaction.atomic():
        Space.hold(space.pk)
        return begin_page(space, title, ready, audience=circle.audience(), by=by, under=under)


def save_page_text(
    page: Page,
    text: str,
    *,
    base: int,
    by: Person | None,
    words: str = "",
    verb: str = "page.written",
    also: Callable[[Written], None] | None = None,
    is_writer: bool = False,
) -> Written:
    """Save the text of the page as `notes.writing.write` does; what was read in its lines follows them.

    The journal tells it by `verb`; `also` is done in the same transaction when the text is new. `is_writer`: `by` does
    it as somebody who may write the page, and not by a link or for words about them; a Refusal if they no longer may.
    """

    def then(written: Written) -> None:
        if is_writer:
            page.audience = writable(page, by).audience  # its space is held with the note
        tell = record_words if verb == "page.written" and also is None else record
        tell(verb, page, by=by, revision=written.revision)
        if also:
            also(written)

    return kept_in_hand(page, notes.save_note(page.note, text, base=base, by=by, words=words, of=page, then=then))


def kept_in_hand(page: Page, written: Written) -> Written:
    """Give the page in hand the note as it now is."""
    page.note = written.note
    return written


def _just_begun(title: str, ready: Prepared, *, audience: Audience, by: Person | None) -> Page | None:
    if by is None:
        return None
    begun = Page.objects.filter(
        audience=audience,
        title=title,
        note__revision=1,
        note__body_md=ready.markdown,
        note__revisions__by=by,
        note__revisions__at__gt=timezone.now() - SAME_FORM,
    )
    return begun.select_related("note", "space").first()
