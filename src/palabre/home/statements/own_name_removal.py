"""Removal of a person's own name: first of what only they saw, which nobody else could open or undo afterwards."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Collection

from palabre.minutes.models import Import
from palabre.minutes.undo import import_undo
from palabre.people.erasures import name_erasure, slow_removal
from palabre.people.models import Person
from palabre.refusal import Refusal
from palabre.registrations.registration_removal import delete_registrations


def take_name_away(person: Person, *, at: datetime.datetime, registrations: Collection[int] = ()) -> None:
    """Undo the person's imports that are not open yet, then erase their name.

    A reading about which somebody was told already stays: what was said to people does not vanish behind them. The
    names that this person alone joined to theirs, and members who said too that they are one, go a day later, unless a
    member keeps them: that is asked in the same transaction, since the person cannot ask again. `registrations` are the
    ids of those that their device made without a person: they go too.
    """
    for reading in Import.objects.filter(by=person, opened_at=None, undone_at=None).order_by("-pk"):
        with contextlib.suppress(Refusal):
            import_undo.undo_import(reading, by=person)

    def end_with_it(doubles: list[Person]) -> None:
        slow_removal.ask_for_each(doubles, at=at)
        delete_registrations(registrations, at=at)

    name_erasure.erase(person, at=at, and_then=end_with_it)
