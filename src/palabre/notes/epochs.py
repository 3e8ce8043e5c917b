"""Beginning a live note anew: a document that holds nothing of its past.

A Yjs document keeps what was typed and taken away again, and its log each key. Where a name is taken away for good,
both go: the next document is made of the text alone. Whoever still holds the former one is told so (close code 4409),
and known by its client numbers.
"""

from __future__ import annotations

from pycrdt import Decoder

from palabre.notes import bell
from palabre.notes.catching_up import caught_up
from palabre.notes.models import Note, Snapshot, Update
from palabre.spaces.models import Space

MOST_CLIENTS = 2_000  # the oldest make room


def begin_all_anew(space: Space) -> None:
    """Begin every live note of `space` anew; the caller holds the space. What was typed is written down first."""
    for note in Note.objects.filter(space=space, is_live=True).select_related("space").order_by("pk"):
        begin_anew(note)


def begin_anew(note: Note) -> None:
    """End the epoch of a note that the caller has locked."""
    doc = caught_up(note)
    former = clients_in(doc.doc.get_state()) if doc else []
    Update.objects.filter(note=note).delete()
    Snapshot.objects.filter(note=note).delete()
    note.begin_epoch([*note.former_clients, *former][-MOST_CLIENTS:])
    bell.ring(note.pk)


def clients_in(state: bytes) -> list[int]:
    """Return the client numbers of a Yjs state vector: how many, then (client, clock) each as a varint."""
    decoder = Decoder(state)
    count = decoder.read_var_uint()
    found = []
    for _one in range(count):
        found.append(decoder.read_var_uint())
        decoder.read_var_uint()
    return found


def is_of_a_former_epoch(note: Note, state: bytes) -> bool:
    """Does who sends this state vector hold a document that was begun anew since? Its numbers are random: 53 bits."""
    return not set(note.former_clients).isdisjoint(clients_in(state))
