"""Versions of spaces after the restoration of a backup: beyond those that were known, so that no kept screen is stale.

Another process, on the same PostgreSQL, keeps screens and facts by the version of their space. A restored space has an
older version, and would go through the same ones again with other contents.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection

from django.db.models import F
from django.db.models.functions import Greatest

from palabre.spaces.models import Space


def known_versions(leaving_out: Collection[int] = ()) -> dict[int, int]:
    return dict(Space.objects.values_list("pk", "version"))


def go_beyond(known: dict[int, int], at: datetime.datetime) -> None:
    for number, version in known.items():
        later = Greatest(F("version"), version) + 1
        Space.objects.filter(pk=number).update(version=later, wide_version=later)
