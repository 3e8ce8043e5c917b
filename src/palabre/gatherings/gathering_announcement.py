"""Announce a gathering, to its members or to everybody; say that it does not take place; and the undo of each."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.gatherings.gathering_preparation import tell_of_change, tended
from palabre.gatherings.models import Gathering
from palabre.journal.models import record
from palabre.people.models import Person
from palabre.refusal import Refusal
from palabre.registrations.enrolment import make_room


def announce(gathering: Gathering, *, to_all: bool, by: Person, at: datetime.datetime) -> None:
    """Open it to those who register. `to_all`: to everybody, by its own address, even where the space is closed.

    Announced already, it changes who reads it. Raises a Refusal without a day, and in a space in preparation.
    """
    with transaction.atomic():
        now = tended(gathering, by=by)
        if now.on is None:
            raise Refusal(_("This gathering has no day yet."), instead=_("Set its day first, then announce it."))
        if now.is_off:
            raise Refusal(_("This gathering was cancelled."), instead=_("Say first that it takes place after all."))
        if now.space.is_in_preparation:
            raise Refusal(
                _("This space is still being prepared."), instead=_("Open it to its members first, then announce.")
            )
        changed = now.audience.widen_to_everybody() if to_all else now.audience.narrow_to_space()
        if not now.is_announced:
            now.announce(at)
            changed = True
        if changed:
            record("gathering.announced", now, by=by)


def unannounce_gathering(gathering: Gathering, *, by: Person) -> None:
    """Prepare it among members again. Raises a Refusal once somebody registered: it is cancelled, and told."""
    with transaction.atomic():
        now = tended(gathering, by=by)
        if not now.is_announced:
            return
        if now.roll.registrations.standing().exists():
            raise Refusal(_("People have registered already."), instead=_("Cancel the gathering: they will be told."))
        now.audience.narrow_to_space()
        now.announce(None)
        record("gathering.taken_back", now, by=by)


def cancel(gathering: Gathering, *, by: Person, at: datetime.datetime) -> None:
    """Say that it does not take place. Those who registered are told in a while. Said twice, it is said once."""
    with transaction.atomic():
        now = tended(gathering, by=by)
        if now.is_off:
            return
        now.cancel(at)
        record("gathering.cancelled", now, by=by)
        tell_of_change(now, at=at)


def restore_gathering(gathering: Gathering, *, by: Person, at: datetime.datetime) -> None:
    """Say that it takes place after all."""
    with transaction.atomic():
        now = tended(gathering, by=by)
        if not now.is_off:
            return
        now.cancel(None)
        record("gathering.restored", now, by=by)
        make_room(now.roll, at=at)
        tell_of_change(now, at=at)
