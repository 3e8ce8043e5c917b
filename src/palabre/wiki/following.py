"""When a page's text changes, what was read in a line goes with its line."""

from __future__ import annotations

from palabre.notes.matching import kept_lines
from palabre.notes.writing import Written
from palabre.wiki.models import Page, Passage


def follow(page: Page, written: Written) -> None:
    """Move the passages of the text before to the lines of the text after.

    Those whose line went keep their revision: it is the last one in which their words can be seen.
    """
    living = list(page.passages.filter(revision=written.revision - 1))
    if not living:
        return
    kept = kept_lines(written.before, written.after)
    moved = []
    for passage in living:
        first, last = kept.get(passage.first_line, 0), kept.get(passage.last_line, 0)
        if 0 < first <= last:
            passage.first_line, passage.last_line, passage.revision = first, last, written.revision
            moved.append(passage)
    Passage.objects.bulk_update(moved, ["first_line", "last_line", "revision"], batch_size=200)
