"""Indexer, outside the requests: it reads what the database says has changed (`watched_tables`).

So no act needs to call the index, and none can forget it; an act costs what it changed, whatever the size of the space.
A round of the worker takes one space, and writes a few documents at a time. Killed at any time, it loses nothing: a
change is forgotten once it was indexed. A space is also read whole, a hundred rows at a time: at first, when the code
or the triggers changed, and each week, which mends whatever the triggers miss. Results are read again with the reader's
rights (`search_results`), so that a late index shows nothing that was deleted.
"""

from __future__ import annotations

import datetime
import hashlib
import logging
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import batched
from typing import Any

from django.db import models, transaction
from django.db.models import Count, Exists, Max, OuterRef, Q
from django.utils import timezone

from palabre.people.models import Person
from palabre.pure.search import VERSION, marks_of
from palabre.search import search_index
from palabre.search.hooks import SearchableText, Source, sources
from palabre.search.models import Change, Document, Followed
from palabre.search.watched_tables import keep_watching, signature, touched
from palabre.spaces.models import Space
from palabre.upkeep.leases import lease

LEASE = datetime.timedelta(seconds=30)
WHOLE = datetime.timedelta(days=7)  # between two readings of all of a space
MOST = 100  # rows in one round, so that a stop signal is handled in between
AT_ONCE = 10  # in one transaction, because other writers wait
log = logging.getLogger(__name__)

type Ready = tuple[Any, SearchableText, str, list[str]]  # a row, its text, and the digest and marks of that text


def follow_one(now: datetime.datetime) -> int:
    """Index a part of one space that changed, or that is to be read whole; return the number of things done."""
    keep_watching()
    unknown = list(Space.objects.filter(followed=None))
    if unknown:
        Followed.objects.bulk_create((Followed(space=space) for space in unknown), ignore_conflicts=True)
    changed_there = Change.objects.filter(space_id=OuterRef("space_id"))
    behind = Followed.objects.filter(Exists(changed_there) | ~read_whole(now)).order_by("pk")
    return sum(map(update_index, lease(behind, most=1, now=now, lasting=LEASE)))


def read_whole(now: datetime.datetime) -> Q:
    return Q(signature=signature(), whole_at__gt=now - WHOLE)


def is_read_whole(followed: Followed, now: datetime.datetime) -> bool:
    return followed.signature == signature() and followed.whole_at is not None and followed.whole_at > now - WHOLE


def update_index(number: int) -> int:
    """Run a round for the Followed row with this id, and return the number of things done, at least one."""
    followed = Followed.objects.select_related("space").get(pk=number)
    is_whole = is_read_whole(followed, timezone.now())
    if not is_whole and not followed.reached.startswith(signature()):
        begin_to_read(followed)
    done = follow_changes(followed.space)
    if not is_whole and done < MOST:
        done += read_on(followed, MOST - done)
    Followed.objects.filter(pk=number).update(leased_until=None)
    return done or 1


def follow_changes(space: Space) -> int:
    """Index the things that some of the changes of `space` concern, and return the number of these changes."""
    rows = list(Change.objects.filter(space_id=space.pk).order_by("pk").values_list("pk", "what", "number")[:MOST])
    changes: dict[str, set[int]] = defaultdict(set)
    for _pk, what, number in rows:
        changes[what].add(number)
    for kind, source in sources.items():
        for some in batched(sorted(touched(space, kind, changes)), MOST):
            if not index_things(space, kind, source, some):
                return MOST
    Change.objects.filter(pk__in=[pk for pk, *_ in rows]).delete()
    return len(rows)


def index_things(space: Space, kind: str, source: Source, numbers: Collection[int]) -> bool:
    """Index the things of these ids as they are now; return False when a name was removed meanwhile."""
    erased = erasures(space)
    rows = list(source.rows(space).filter(pk__in=numbers).order_by("pk"))
    forget(Document.objects.filter(kind=kind, number__in=set(numbers) - {row.pk for row in rows}))
    return save_all(space, kind, changed(kind, source, rows), erased=erased)


def begin_to_read(followed: Followed) -> None:
    """Begin to read a space whole, which takes in what changed before."""
    Change.objects.filter(space_id=followed.space_id).delete()
    followed.reached = f"{signature()}  0"
    Followed.objects.filter(pk=followed.pk).update(reached=followed.reached)


def read_on(followed: Followed, most: int) -> int:
    """Go on reading a space whole: at most `most` rows, from where it was left. Return how many, at least one."""
    space = followed.space
    now, last_kind, last = followed.reached.split(" ")
    for kind in sorted(kind for kind in sources if kind >= last_kind):
        after = int(last) if kind == last_kind else 0
        erased = erasures(space)
        rows = list(unknown_rows(space, kind, sources[kind]).filter(pk__gt=after).order_by("pk")[:most])
        if not save_all(space, kind, changed(kind, sources[kind], rows), erased=erased):
            return MOST
        if len(rows) == most:
            Followed.objects.filter(pk=followed.pk).update(reached=f"{now} {kind} {rows[-1].pk}")
            return most
        most -= len(rows)
        forget(
            Document.objects.filter(space=space, kind=kind).exclude(number__in=sources[kind].rows(space).values("pk"))
        )
    forget(Document.objects.filter(space=space).exclude(kind__in=sources))
    Followed.objects.filter(pk=followed.pk).update(signature=now, whole_at=timezone.now(), reached="")
    return 1


def unknown_rows(space: Space, kind: str, source: Source) -> models.QuerySet[Any]:
    """Return the rows of a space, without those whose document can be seen to be unchanged."""
    rows = source.rows(space)
    if source.unchanged is None:
        return rows
    known = Document.objects.filter(space=space, kind=kind, version=VERSION)
    return rows.filter(~Exists(known.filter(source.unchanged, number=OuterRef("pk"), audience=OuterRef("audience"))))


def forget(documents: models.QuerySet[Document]) -> None:
    """Delete documents of things that are gone; a SELECT blocks no writer, a DELETE does, even without rows."""
    if documents.exists():
        documents.delete()


def changed(kind: str, source: Source, rows: list[Any]) -> Iterator[Ready]:
    """Yield those of `rows` whose text differs from the index, with their current text."""
    known = Document.objects.filter(kind=kind, number__in=[row.pk for row in rows], version=VERSION)
    digests = dict(known.values_list("number", "digest")) if rows else {}
    for row in rows:
        said = said_by(row, kind, source)
        if said is None:
            continue
        digest = document_digest(row, said)
        if digests.get(row.pk) != digest:
            yield row, said, digest, marks_of(said.title, said.body)


def save_all(space: Space, kind: str, ready: Iterable[Ready], *, erased: str) -> bool:
    """Write documents, a few at a time; return False when a name was removed since they were read."""
    return all(save_documents(space, kind, list(some), erased=erased) for some in batched(ready, AT_ONCE))


def save_documents(space: Space, kind: str, ready: list[Ready], *, erased: str) -> bool:
    """Write these documents; write nothing and return False when a name was removed since they were read."""
    with transaction.atomic():
        lock(space.pk)
        if erasures(space) != erased:
            return False
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
        numbers = {number: one.pk for number, one in found.items()}
        if new := [one.number for one in made if one.number not in numbers]:
            numbers |= dict(Document.objects.filter(kind=kind, number__in=new).values_list("number", "pk"))
        search_index.index_rows(
            (numbers[row.pk], space.pk, said.title, said.body, marks) for row, said, _digest, marks in ready
        )
    return True


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
    rows = Followed.objects.select_for_update().filter(space=space).values_list("pk", flat=True)
    if not list(rows):
        Followed.objects.get_or_create(space_id=space)
        list(rows.all())
