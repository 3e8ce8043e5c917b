"""The tables that hold what people's words and ties are, swept after something of theirs is taken away for good."""

from __future__ import annotations

from django.db import models, transaction
from django.utils import timezone

from palabre.people import hooks
from palabre.people.models import Affiliation, Link, Person, Seat
from palabre.upkeep import vacuum


def sweep_once_committed() -> None:
    """Sweep after this transaction; what a kill prevents, or a large file, is left to the clock."""
    vacuum.mark(timezone.now())
    transaction.on_commit(sweep)


def sweep() -> None:
    touched: set[type[models.Model]] = {Person, Affiliation, Link, Seat, *hooks.texts, *hooks.ties}
    vacuum.sweep(model._meta.db_table for model in touched)
