"""The tables that hold what people's words and ties are, swept after something of theirs is taken away for good."""

from __future__ import annotations

from django.db import models

from palabre.people import hooks
from palabre.people.models import Affiliation, Link, Person, Seat
from palabre.upkeep import vacuum


def sweep() -> None:
    touched: set[type[models.Model]] = {Person, Affiliation, Link, Seat, *hooks.texts, *hooks.ties}
    vacuum.sweep(model._meta.db_table for model in touched)
