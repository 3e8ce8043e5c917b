"""Spaces after the restoration of a backup: whether any was known here; versions, so that no kept screen is stale.

Another process, on the same PostgreSQL, keeps screens and facts by the version of their space. A restored space has an
older version, and would go through the same ones again with other contents.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection

from django.db.models import F
from django.db.models.functions import Greatest

from palabre.spaces.models import Deletion, Space

type Born = tuple[int, datetime.datetime]  # a number, and when the row was made: a backup may come from another server


def known_versions(leaving_out: Collection[int] = ()) -> dict[int, int]:
    return dict(Space.objects.values_list("pk", "version"))


def known_spaces(_leaving_out: Collection[int] = ()) -> set[Born]:
    """Return the spaces that are here, and those that were deleted."""
    gone = Deletion.objects.values_list("number", "made_at")
    return set(Space.objects.values_list("pk", "made_at")) | set(gone)


def is_known(known: set[Born], _at: datetime.datetime) -> bool:
    """Return False where spaces came back, none of which was here: a new machine knows nothing of since the backup."""
    back = known_spaces()
    return not back or not back.isdisjoint(known)


def go_beyond(known: dict[int, int], at: datetime.datetime) -> None:
    for number, version in known.items():
        later = Greatest(F("version"), version) + 1
        Space.objects.filter(pk=number).update(version=later, wide_version=later)
