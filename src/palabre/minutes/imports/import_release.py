"""Open an import to the whole space: from now on those who joined read what it made."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.journal.models import record
from palabre.minutes.models import Import
from palabre.people.models import Person
from palabre.refusal import Refusal
from palabre.spaces.models import Space


def open_to_space(reading: Import, *, by: Person, at: datetime.datetime) -> None:
    """Widen the audience of everything that was read, in one row. Opening twice changes nothing."""
    with transaction.atomic():
        Space.hold(reading.space_id)
        reading = Import.objects.select_related("space", "audience").get(pk=reading.pk)
        if reading.undone_at is not None:
            raise Refusal(_("This reading was undone: there is nothing left to open."))
        if reading.opened_at is not None:
            return
        reading.audience.widen_to_space()
        reading.opened_at = at
        reading.save(update_fields=["opened_at"])
        Space.objects.filter(pk=reading.space_id, opened_at=None).update(opened_at=at)
        record("import.opened", reading, by=by)
