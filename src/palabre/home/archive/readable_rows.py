"""Which rows of a space a reader may read, as a digest for each kind: an archive is given only while they are the same.

So a right that was lost since, a thing narrowed to others or deleted, or a name removed keeps the archive from being
given; what was added since does not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models

from palabre.people.models import AudienceBound, Erasure
from palabre.people.reader import Reader

ERASURES = "erasures"

type Rows = dict[str, list[Any]]  # by kind: the ids between which it was read, and the digest of those read


def readable_rows(reader: Reader, *, after: Rows | None = None) -> Rows:
    """Return what the reader reads now; with `after`, only the rows that are newer than those."""
    found: Rows = {ERASURES: [erasures_of(reader)]}
    for name, model in kinds():
        since = after[name][1] if after is not None and name in after else 0
        numbers = numbers_read(reader, model, since, None)
        found[name] = [since, numbers[-1] if numbers else since, digest_of(numbers)]
    return found


def still_reads(reader: Reader, rows: Rows) -> bool:
    """Return whether the reader may read exactly these rows, among those of the same age."""
    if rows[ERASURES] != [erasures_of(reader)]:
        return False
    for name, model in kinds():
        since, until, digest = rows.get(name, (0, 0, digest_of([])))
        if digest_of(numbers_read(reader, model, since, until)) != digest:
            return False
    return True


def numbers_read(reader: Reader, model: type[models.Model], since: int, until: int | None) -> list[int]:
    rows = reader.may_read(model).filter(pk__gt=since)
    rows = rows if until is None else rows.filter(pk__lte=until)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def erasures_of(reader: Reader) -> str:
    """Return a digest of the names that were removed from the space, and of those that wait in texts by others."""
    rows = Erasure.objects.filter(space=reader.space).order_by("pk").values_list("pk", "due_at")
    return digest_of([number if due is None else -number for number, due in rows])


def digest_of(numbers: list[int]) -> str:
    return hashlib.blake2b(repr(numbers).encode(), digest_size=16).hexdigest()


def kinds() -> Iterator[tuple[str, type[models.Model]]]:
    for model in apps.get_models():
        if issubclass(model, AudienceBound):
            yield model._meta.label_lower, model
