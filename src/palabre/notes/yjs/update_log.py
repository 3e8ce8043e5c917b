"""The log of a live note: its Yjs document, as a snapshot and the updates since.

Rows are read before the snapshot: an update that is folded in between is then read twice, which does no harm, and
never missed. An update that cannot be read refuses the whole note: nobody is shown a text that is not there.
"""

from __future__ import annotations

import dataclasses
import datetime
import time
from collections.abc import Iterable
from itertools import batched

from django.utils import timezone
from django.utils.translation import gettext as _
from pycrdt import Doc, Text

from palabre.notes.diff.text_edits import edit
from palabre.notes.models import Note, Snapshot, Update
from palabre.people.models import Person
from palabre.refusal import Refusal

type Bytes = bytes | memoryview[int]  # as SQLite and PostgreSQL give them

NAME = "content"  # of the Y.Text
PAGES = "pages"  # the origin of what a form, an act or an import changed
KEPT = datetime.timedelta(seconds=60)  # a row stays so long after it was folded, for the rooms of other processes
SLOW = 0.5  # seconds of processor: beyond, a document is begun anew by the first who opens it
AT_ONCE = 200  # rows that are deleted together


class Unreadable(Refusal):
    """The document of this note cannot be read: nobody writes in it until it is mended."""

    status = 503


@dataclasses.dataclass(slots=True)
class Opened:
    """A live note as its log says it. `hands` are who wrote what `covers` does not hold yet, the last one last.

    `took` are the seconds of processor that loading it took.
    """

    doc: Doc[Text]
    text: Text
    last: int
    rows: list[int]
    hands: list[int]
    took: float = 0.0

    @property
    def is_slow(self) -> bool:
        return self.took > SLOW

    @property
    def said(self) -> str:
        return str(self.text)


def opened(note: Note) -> Opened | None:
    """Return the document of `note`, or None when it is not live. Raises Unreadable."""
    if not note.is_live:
        return None
    rows = list(Update.objects.filter(note=note, epoch=note.epoch).order_by("pk").values_list("pk", "change", "by_id"))
    state = Snapshot.objects.filter(note=note, epoch=note.epoch).values_list("state", flat=True).first()
    if state is None:
        raise unreadable()
    began = time.thread_time()
    doc, text = document(state, (change for _pk, change, _by in rows))
    took = time.thread_time() - began
    hands = dict.fromkeys(by for pk, _change, by in reversed(rows) if by is not None and pk > note.covers)
    last = max([note.covers, *(pk for pk, _change, _by in rows)])
    return Opened(doc, text, last, [pk for pk, _change, _by in rows], list(hands)[::-1], took)


def document(state: Bytes, changes: Iterable[Bytes] = ()) -> tuple[Doc[Text], Text]:
    """Return the document that these bytes make. Raises Unreadable."""
    doc: Doc[Text] = Doc()
    text = doc.get(NAME, type=Text)
    try:
        with doc.transaction():
            for change in (state, *changes):
                doc.apply_update(bytes(change))
    except ValueError as fault:
        raise unreadable() from fault
    return doc, text


def unreadable() -> Unreadable:
    return Unreadable(
        _("This text cannot be opened for writing together just now."),
        instead=_("Its last saved version is on its page. Tell the person who looks after this server."),
    )


def open_live(note: Note) -> Opened:
    """Return the document of `note`, made of its text when there is none yet. The note is locked by the caller."""
    found = opened(note)
    if found is not None:
        return found
    doc: Doc[Text] = Doc()
    text = doc.get(NAME, type=Text)
    text += note.body_md
    Snapshot.objects.create(note=note, epoch=note.epoch, state=doc.get_update())
    note.go_live()
    return Opened(doc, text, note.covers, [], [])


def append(note: Note, changes: Iterable[tuple[bytes, int | None]], *, origin: str) -> int:
    """Add changes to the log, with who made them, and return the number of the last one."""
    rows = [Update(note=note, epoch=note.epoch, change=change, by_id=by, origin=origin) for change, by in changes]
    made = Update.objects.bulk_create(rows)
    return max((row.pk for row in made), default=note.covers)


def write_text_update(note: Note, live: Opened, new: str, *, by: Person | None) -> None:
    """Have the document say `new`: the difference is added to the log, and covered. The note is locked."""
    before = live.doc.get_state()
    with live.doc.transaction():
        edit(live.text, new)
    note.covers = append(note, [(live.doc.get_update(before), by.pk if by else None)], origin=PAGES)


def fold(note: Note, live: Opened) -> None:
    """Keep the document as the snapshot, and let go of the rows in it that every room has read. The note is locked."""
    Snapshot.objects.filter(note=note, epoch=note.epoch).update(state=live.doc.get_update(), at=timezone.now())
    old = Update.objects.filter(note=note, at__lt=timezone.now() - KEPT, pk__lte=note.covers)
    delete_updates(set(live.rows).intersection(old.values_list("pk", flat=True)))


def delete_updates(numbers: Iterable[int]) -> None:
    """Delete exactly these rows: on PostgreSQL one of a lower number may become visible later.

    Always as many at once: SQLite keeps each statement that it prepared, and one per length of a list was megabytes.
    """
    for some in batched(sorted(numbers), AT_ONCE):
        nobodys = range(-1, len(some) - AT_ONCE - 1, -1)
        Update.objects.filter(pk__in=[*some, *nobodys]).delete()
