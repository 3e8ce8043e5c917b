"""Undo of a correction: the text that was corrected is the minutes again, and what it said comes back."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.minutes import permissions
from palabre.minutes.imports.minutes_import import create_import, understood, written_in_turn
from palabre.minutes.models import Import
from palabre.people.models import Person
from palabre.refusal import Refusal
from palabre.spaces.models import Space


def can_bring_back(person: Person | None, reading: Import) -> bool:
    """Return whether `person` may undo this correction, as who corrects these minutes may while the text is kept.

    Once these minutes are open, it is not for a draft that was corrected before: only its importer has read it.
    """
    former = reading.corrects
    if former is None or not former.text or (former.opened_at is None and reading.opened_at is not None):
        return False
    return permissions.can_correct(person, reading)


def bring_back(reading: Import, *, by: Person) -> Import:
    """Correct these minutes by the text that they corrected, and return the new import. Idempotent.

    What only the correction said goes, unless others changed it since. Raise a Refusal where nothing can come back.
    """
    if (latest := reading.corrections.first()) is not None:
        return latest
    former = reading.corrects
    if former is None or not can_bring_back(by, reading):
        raise Refusal(_("The former text of these minutes is no longer kept."), instead=_("You can give it again."))
    on = timezone.localdate(former.at)
    new = understood(former.text, on=on, space=reading.space)
    before = understood(reading.text, on=timezone.localdate(reading.at))
    with written_in_turn():
        Space.hold(reading.space_id)
        now = Import.objects.select_related("page__note", "page__audience", "space", "audience").get(pk=reading.pk)
        latest = now.corrections.first()
        if latest is not None:
            return latest
        if now.undone_at is not None or not can_bring_back(by, now):
            raise Refusal(_("These minutes changed meanwhile."), instead=_("Open their page again."))
        return create_import(reading.space, new, by=by, former=now, before=before, on=on, again=former)
