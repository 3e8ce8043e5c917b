"""Saves, in the worker, what a killed process left in the log."""

from __future__ import annotations

import datetime

from django.db.models import Exists, OuterRef

from palabre.notes.models import Note, Update
from palabre.notes.yjs.log_catch_up import catch_up
from palabre.notes.yjs.log_fold import fold_log

EVERY = datetime.timedelta(minutes=1)
LATE = datetime.timedelta(seconds=20)  # a room saves every four seconds at the latest


def catch_up_the_late(at: datetime.datetime) -> None:
    """Save every live note whose log has been ahead of its text for some time."""
    beyond = Update.objects.filter(note=OuterRef("pk"), epoch=OuterRef("epoch"), pk__gt=OuterRef("covers"))
    late = Note.objects.filter(Exists(beyond.filter(at__lt=at - LATE)), is_live=True)
    for number in late.order_by("pk").values_list("pk", flat=True):
        catch_up(number)
        fold_log(number)
