"""Indexer, outside the requests: any change of what a screen shows increases the version of its space.

So no act needs to call the index, and none can forget it. A round of the worker takes one space that is ahead, reads
what changed in it, and writes a few documents at a time. Killed at any time, it loses nothing: the space is still
ahead. Results are read again with the reader's rights (`search_results`), so that a late index shows nothing that was
deleted.
"""

from __future__ import annotations

import datetime
import hashlib
import logging
from collections.abc import Iterator
from itertools import batched
from typing import Any

from django.db import transaction
from django.db.models import Count, Exists, Max, OuterRef
from django.utils import timezone

from palabre.people.models import Person
from palabre.pure.search import VERSION, marks_of
from palabre.search import search_index
from palabre.search.hooks import SearchableText, Source, sources
from palabre.search.models import Document, Followed
from palabre.spaces.models import Space
from palabre.upkeep.leases import lease

LEASE = datetime.timedelta(seconds=30)
MOST = 100  # documents in one round, so that a stop signal is handled in between
AT_ONCE = 10  # in one transaction, because other writers wait
log = logging.getLogger(__name__)

type Ready = tuple[Any, SearchableText, str, list[str]]  # a row, its text, and the digest and marks of that text


def follow_one(now: datetime.datetime) -> int:
    """Index a part of one space that is ahead of the index; return the number of things done."""
    unknown = list(Space.objects.filter(followed=None))
    if unknown:
        Followed.objects.bulk_create((Followed(space=space) for space in unknown), ignore_conflicts=True)
    current = Space.objects.filter(pk=OuterRef("space_id"), version=OuterRef("version"))
    behind = Followed.objects.filter(~Exists(current)).order_by("pk")
    return sum(map(update_index, lease(behind, most=1, now=now, lasting=LEASE)))


def update_index(number: int) -> int:
    """Run a round for the Followed row with this id. It is up to date once nothing is left to read."""
    followed = Followed.objects.select_related("space").get(pk=number)
    done = round_of(followed.space)
    settled = {} if done >= MOST else {"version": followed.space.version}
    Followed.objects.filter(pk=number).update(leased_until=None, **settled)
    return done or 1


def round_of(space: Space) -> int:
    """Index what changed in `space`, at most about `MOST` things, and delete what is gone."""
    gone = Document.objects.filter(space=space).exclude(kind__in=sources)
    done = gone.delete()[1].get(Document._meta.label, 0) if gone.exists() else 0
    for kind, source in sources.items():
        if done >= MOST:
            return done
        rows = source.rows(space)
        lost = Document.objects.filter(space=space, kind=kind).exclude(number__in=rows.values("pk"))
        if lost.exists():  # a SELECT blocks no writer; a DELETE does, even without rows
            done += lost.delete()[1].get(Document._meta.label, 0)
        erased = erasures(space)
        for some in batched(changed(space, kind, source), AT_ONCE):
            done += save_documents(space, kind, list(some), erased=erased)
            if done >= MOST:
                return done
    return done


def changed(space: Space, kind: str, source: Source) -> Iterator[Ready]:
    """Yield the rows whose text differs from the index, with their current text."""
    known = Document.objects.filter(space=space, kind=kind, version=VERSION)
    rows = source.rows(space).order_by("pk")
    if source.unchanged is not None:
        same = known.filter(source.unchanged, number=OuterRef("pk"), audience=OuterRef("audience"))
        rows = rows.filter(~Exists(same))[:MOST]
    digests = dict(known.values_list("number", "digest")) if source.unchanged is None else {}
    for row in rows:
        said = said_by(row, kind, source)
        if said is None:
            continue
        digest = document_digest(row, said)
        if digests.get(row.pk) != digest:
            yield row, said, digest, marks_of(said.title, said.body)


def save_documents(space: Space, kind: str, ready: list[Ready], *, erased: str) -> int:
    """Write these documents, and return their number.

    Return `MOST`, so that they are read again, when a name was removed since they were read.
    """
    with transaction.atomic():
        lock(space.pk)
        if erasures(space) != erased:
            return MOST
        found = {
            one.number: one for one in Document.objects.filter(kind=kind, number__in=[row.pk for row, *_ in ready])
        }
        made = [as_document(space, kind, one, found.get(one[0].pk)) for one in ready]
        Document.objects.bulk_create(
            made,
            update_conflicts=True,
            unique_fields=["kind", "number"],
            update_fields=["audience", "within", "changed_on", "is_dated", "digest", "as_of", "version"],
        )
        numbers = dict(
            Document.objects.filter(kind=kind, number__in=[one.number for one in made]).values_list("number", "pk")
        )
        search_index.index_rows(
            (numbers[row.pk], space.pk, said.title, said.body, marks) for row, said, _digest, marks in ready
        )
    return len(ready)


def as_document(space: Space, kind: str, ready: Ready, former: Document | None) -> Document:
    row, said, digest, _marks = ready
    day = said.on or (former.changed_on if former else timezone.localdate())
    return Document(
        space=space,
        audience_id=said.audience or row.audience_id,
        kind=kind,
        number=row.pk,
        within=said.place,
        changed_on=day,
        is_dated=said.on is not None,
        digest=digest,
        as_of=said.as_of,
        version=VERSION,
    )


def said_by(row: Any, kind: str, source: Source) -> SearchableText | None:
    """Return the text of a row; a row that fails does not block the others."""
    try:
        return source.say(row)
    except Exception as fault:
        log.warning("%s:%s is not found: %s", kind, row.pk, type(fault).__name__)
        return None


def document_digest(row: Any, said: SearchableText) -> str:
    """Return a digest of all that the document is made of."""
    parts = (said.title, said.body, said.place, said.on, said.audience or row.audience_id)
    return hashlib.blake2b(repr(parts).encode(), digest_size=12).hexdigest()


def erasures(space: Space) -> str:
    """Return a value that changes whenever a name is removed from `space`."""
    erased = Person.objects.filter(space=space, erased_at__isnull=False)
    return repr(tuple(erased.aggregate(last=Max("erased_at"), count=Count("pk")).values()))


def forget_documents(numbers: list[int]) -> None:
    """Delete these documents for good, during the erasure of a name; they are indexed again afterwards."""
    rows = Document.objects.filter(pk__in=numbers)
    for space in rows.values_list("space", flat=True).distinct():
        lock(space)
    rows.delete()
    search_index.forget_for_good()


def lock(space: int) -> None:
    """Lock the documents of a space: an erasure and the worker never write them together."""
    Followed.objects.get_or_create(space_id=space)
    list(Followed.objects.select_for_update().filter(space=space).values_list("pk"))
