"""Updates after a change of a page's text: passages move with their lines, and links are parsed again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, QuerySet

from palabre.journal.models import record_words
from palabre.notes.diff.line_matches import kept_lines
from palabre.notes.hooks import Written
from palabre.notes.markdown.holes import wanted
from palabre.notes.models import Note
from palabre.pure.french import slug
from palabre.spaces.models import Space
from palabre.web.prepared_query import prepared
from palabre.wiki.models import Page, Passage, Reference

KIND = Page._meta.label_lower
MOST_LINKS = 500  # links of one text that are stored


@dataclass(frozen=True, slots=True)
class LineMoves:
    """The lines of a text that are still in another one: their new numbers."""

    before: str
    after: str
    kept: dict[int, int]


def line_moves(note: Note, after: str) -> LineMoves | None:
    """Compare the text of `note` with its next one, before it is locked; None when no passage follows its lines."""
    if not next(iter(passages_of_note(note=note.pk, revision=note.revision)), None):
        return None
    return LineMoves(note.body_md, after, kept_lines(note.body_md, after))


def follow_text_change(written: Written) -> None:
    """Update the page of a changed note. A stretch of collaborative writing is recorded once.

    Where a link or a passage changed, more screens of the space are made anew than those that show this text.
    """
    page = written.of or Page.objects.filter(note=written.note).first()
    if not isinstance(page, Page):
        return
    move_passages(page, written)
    if "[[" in written.before or "[[" in written.after:
        refer(page, written.note)
    if written.is_live and written.opens:
        record_words("page.written", page, by=written.by, revision=written.revision)
    elif written.is_live:
        Space.touch_page(page.space_id)
    elif written.of is None:
        Space.touch(page.space_id)


def move_passages(page: Page, written: Written) -> None:
    """Move the passages of the text before to the lines of the text after.

    Passages whose line was deleted keep their revision: it is the last one that contains their words.
    """
    living = passages_at(page=page.pk, revision=written.revision - 1)
    if not living:
        return
    Space.touch(page.space_id)
    kept = lines_kept(written)
    moved = []
    for passage in living:
        first, last = kept.get(passage.first_line, 0), kept.get(passage.last_line, 0)
        if 0 < first <= last:
            passage.first_line, passage.last_line, passage.revision = first, last, written.revision
            moved.append(passage)
    Passage.objects.bulk_update(moved, ["first_line", "last_line", "revision"], batch_size=200)


def lines_kept(written: Written) -> dict[int, int]:
    """Return what was compared before the lock, if it was these texts; compare them otherwise, which is bounded."""
    moves: LineMoves | None = written.ahead.get(KIND)
    if moves is not None and (moves.before, moves.after) == (written.before, written.after):
        return moves.kept
    return kept_lines(written.before, written.after)


@prepared(note=BigIntegerField(), revision=BigIntegerField())
def passages_of_note(note: Any, revision: Any) -> QuerySet[Passage]:
    return Passage.objects.filter(page__note=note, revision=revision)[:1]


@prepared(page=BigIntegerField(), revision=BigIntegerField())
def passages_at(page: Any, revision: Any) -> QuerySet[Passage]:
    return Passage.objects.filter(page=page, revision=revision)


def refer(page: Page, note: Note) -> None:
    """Store the wiki links of the text, each page once."""
    titles = {slug(title)[:80]: title for title in reversed(wanted(note.body_html))}
    new = dict(list(titles.items())[:MOST_LINKS])
    new.pop("", None)
    old = dict(links_kept(page=page.pk))
    if old == new:
        return
    Space.touch(page.space_id)
    page.references.exclude(key__in=new).delete()
    Reference.objects.bulk_create(
        (Reference(space_id=page.space_id, page=page, key=key, title=title) for key, title in new.items()),
        update_conflicts=True,
        unique_fields=["page", "key"],
        update_fields=["title"],
    )


@prepared(page=BigIntegerField())
def links_kept(page: Any) -> QuerySet[Reference, Any]:
    return Reference.objects.filter(page=page).values_list("key", "title")
