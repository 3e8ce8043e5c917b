"""Open an import to the whole space: from now on those who joined read what it made."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.journal.models import record
from palabre.minutes.imports.minutes_import import plan_of_reading, say_what_waited
from palabre.minutes.models import Import
from palabre.minutes.plan.plan_choices import chosen
from palabre.people.agreements import agreements
from palabre.people.agreements.electorate import electorate, is_elector
from palabre.people.erasures.opened_words import leave_what_opened
from palabre.people.models import AgreementKind, Person
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.web.saved_fields import save_fields


def open_to_space(reading: Import, *, by: Person, at: datetime.datetime) -> None:
    """Widen the audience of everything that was read, in one row. Opening twice changes nothing.

    Of a corrected text, the correction is opened. The space itself opens as its people say: see `agreements`.
    """
    if correction := reading.corrections.first():
        return open_to_space(correction, by=by, at=at)
    plan = plan_of_reading(reading)
    with transaction.atomic():
        Space.hold(reading.space_id)
        reading = Import.objects.select_related("space", "audience", "meeting", "page__note").get(pk=reading.pk)
        if reading.undone_at is not None:
            raise Refusal(_("This reading was undone: there is nothing left to open."))
        if reading.opened_at is not None:
            return
        if reading.corrections.exists():
            raise Refusal(_("A corrected text has come since."), instead=_("Its own page asks what is still open."))
        reading.audience.widen_to_space()
        save_fields(reading, opened_at=at)
        say_what_waited(reading, chosen(plan, reading.choices))
        record("import.opened", reading, by=by)
        leave_what_opened(reading.space_id, at)
        open_the_space(reading.space, by=by, at=at)


def open_the_space(space: Space, *, by: Person, at: datetime.datetime) -> None:
    """End the preparation of the space too, where he alone counts; his yes is one of two where others do, else none."""
    if not space.is_in_preparation:
        return
    if [one.pk for one in electorate(space, at=at)] == [by.pk] and not by.vouched_by:
        Space.objects.filter(pk=space.pk, opened_at=None).update(opened_at=at)
    elif is_elector(by, space, at=at) and not by.vouched_by:
        agreements.say_yes(space, AgreementKind.OPEN, by=by, at=at)
