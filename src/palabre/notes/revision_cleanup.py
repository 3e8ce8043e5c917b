"""Sweeping away what a text went through while people typed: revisions that no history shows, after a day."""

from __future__ import annotations

import datetime

from django.db.models import F, QuerySet

from palabre.notes.hooks import uses
from palabre.notes.models import Note, Revision

EVERY = datetime.timedelta(hours=6)
KEPT = datetime.timedelta(days=1)
MOST_PASSING = 16_000_000  # characters of one note: a day of keys in a page, minutes in a text of 200 000
BATCH = 500  # rows of whole texts that one statement takes


def sweep(at: datetime.datetime) -> None:
    """Let go of passing revisions older than a day: never the text as it is, nor one in which something stands."""
    let_go(Revision.objects.filter(is_passing=True, at__lt=at - KEPT).exclude(number=F("note__revision")))


def make_room(note: Note, *, keep: int = 0) -> None:
    """Let go of old passing revisions of a note whose text is long: one key makes another each second.

    The older they are, the fewer are kept: a form that was opened long ago is merged from one of shortly before.
    `keep` is the number of one that is kept.
    """
    newest = max(MOST_PASSING // max(len(note.body_md), 1) // 2, 1)
    rows = Revision.objects.filter(note=note, is_passing=True, number__lt=note.revision - newest)
    rows = rows.exclude(number=keep)
    numbers = rows.values_list("number", flat=True)
    let_go(rows.filter(number__in=[one for one in numbers if one % spacing(note.revision - one, newest)]))


def spacing(age: int, newest: int) -> int:
    """Return of how many revisions of this age one is kept: each time the age doubles, half as many."""
    return 4 << ((age - 1) // newest).bit_length()


def let_go(rows: QuerySet[Revision]) -> None:
    for use in uses.values():
        rows = rows.exclude(use.pins())
    numbers = list(rows.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(numbers), BATCH):
        Revision.objects.filter(pk__in=numbers[start : start + BATCH]).delete()
