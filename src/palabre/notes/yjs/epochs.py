"""Beginning a live note anew: a document that holds nothing of its past.

A Yjs document keeps what was typed and taken away again, and its log each key. Where a name is taken away for good,
both go: the next document is made of the text alone. Whoever still holds the former one is told so (close code 4409),
and known by its client numbers.
"""

from __future__ import annotations

import datetime

from django.db import transaction

from palabre.notes.live.document_size import MOST_CLIENTS, Extent, check_sent_state
from palabre.notes.live.yjs_updates import check_state
from palabre.notes.models import ClientOwner, Note, Snapshot, Update
from palabre.notes.note_bell import bell
from palabre.notes.yjs import update_log
from palabre.notes.yjs.log_catch_up import caught_up, lock
from palabre.notes.yjs.shown_as_typed import RenderBudget
from palabre.notes.yjs.update_log import Opened
from palabre.people.hooks import Ref
from palabre.spaces.models import Space

HALF = 0.5


def begin_all_anew(space: Space, row: Ref | None = None) -> None:
    """Begin every live note of `space` anew, or that of `row` alone; the caller holds the space.

    What was typed is written down first.
    """
    notes, budget = Note.objects.filter(space=space, is_live=True), RenderBudget()
    if row is not None:
        notes = notes.filter(pk=row[1]) if row[0] == Note._meta.label_lower else notes.none()
    for note in notes.select_related("space").order_by("pk"):
        begin_anew(note, budget)


def begin_anew(note: Note, budget: RenderBudget | None = None) -> None:
    """End the epoch of a note that the caller has locked."""
    doc = caught_up(note, budget)
    former = clients_in(doc.doc.get_state()) if doc else []
    Update.objects.filter(note=note).delete()
    Snapshot.objects.filter(note=note).delete()
    ClientOwner.objects.filter(note=note).delete()
    note.begin_epoch([*note.former_clients, *former][-MOST_CLIENTS:])
    bell.ring(note.pk)


def begin_all_beyond(at: datetime.datetime) -> None:
    """Begin every note anew in an epoch that no browser knows: the Unix time of a restoration, in seconds.

    The copy counts its epochs from where it was made, as the database that it replaced did: a browser that was left
    open would bring the document of the other one, of the same number, and the text would be there twice.
    """
    number = int(at.timestamp())
    for note in Note.objects.filter(is_live=True).select_related("space").order_by("pk").iterator():
        with transaction.atomic():
            if (locked := lock(note)) is not None:
                begin_anew(locked)
    Note.objects.filter(epoch__lt=number).update(epoch=number)


def open_slim(note: Note) -> Opened:
    """Open a note that the caller has locked; anew where its document is slow or large, so that one can write in it."""
    live = update_log.open_live(note)
    extent = Extent(live.doc, live.text)
    if live.is_slow or extent.is_worn or extent.is_beyond(HALF):
        begin_anew(note)
        live = update_log.open_live(note)
    return live


def clients_in(state: bytes) -> list[int]:
    """Return the client numbers of a Yjs state vector, those that wrote most last."""
    known = check_state(state)
    return sorted(known, key=known.__getitem__)


def is_of_a_former_epoch(note: Note, state: bytes) -> bool:
    """Does who sends this state vector hold a document that was begun anew since? Its numbers are random: 53 bits."""
    return not set(note.former_clients).isdisjoint(check_sent_state(state))
