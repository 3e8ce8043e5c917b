"""The persons who write under the Yjs client ids of a live note, kept for when the process that knew it restarts."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from palabre.notes.models import ClientOwner
from palabre.people.models import Person

type Claims = tuple[tuple[int, int], ...]  # (client, person)


def keep_owners(claims: Iterable[tuple[int, Claims]]) -> None:
    """Store the claims of each note, given by its id; the first one of a client counts."""
    rows = [ClientOwner(note_id=note, client=client, person=by) for note, some in claims for client, by in some]
    if rows:
        ClientOwner.objects.bulk_create(rows, ignore_conflicts=True)


def owners_of(note: int, clients: Collection[int] | None = None) -> dict[int, int]:
    """Return the owner of each client of the note, or of these alone: the person into whom they were merged, if any."""
    rows = ClientOwner.objects.filter(note=note)
    rows = rows if clients is None else rows.filter(client__in=clients)
    found = dict(rows.values_list("client", "person"))
    merged = Person.objects.filter(pk__in=set(found.values()), same_as__isnull=False) if found else ()
    living = {one.pk: one.same_as_id for one in merged}
    return {client: living.get(person) or person for client, person in found.items()}
