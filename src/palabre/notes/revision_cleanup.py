"""Sweeping away what a text went through while people typed: revisions that no history shows, after a day."""

from __future__ import annotations

import datetime

from django.db.models import F

from palabre.notes.hooks import standing
from palabre.notes.models import Revision

EVERY = datetime.timedelta(hours=6)
KEPT = datetime.timedelta(days=1)
BATCH = 500  # rows of whole texts that one statement takes


def sweep(at: datetime.datetime) -> None:
    """Let go of passing revisions older than a day: never the text as it is, nor one in which something stands."""
    rows = Revision.objects.filter(is_passing=True, at__lt=at - KEPT).exclude(number=F("note__revision"))
    for stands in standing:
        rows = rows.exclude(stands())
    numbers = list(rows.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(numbers), BATCH):
        Revision.objects.filter(pk__in=numbers[start : start + BATCH]).delete()
