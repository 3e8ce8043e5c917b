"""A contact in an organisation who no longer is one: any member says so, with a trace and an undo."""

from __future__ import annotations

import datetime

from django.db import transaction

from palabre.journal.models import Entry, kind_of, record
from palabre.people.models import Affiliation, Organisation, Person
from palabre.people.reader import Reader
from palabre.spaces.models import Space

ENDED, RESUMED = "contact.ended", "contact.resumed"


def end_contact(organisation: Organisation, tie: int, reader: Reader, *, by: Person) -> Entry | None:
    """Record that the person of this tie is no longer a contact, in any spelling of theirs or of the organisation.

    Return what undoes it; None if they were none. The caller checks that `by` may write what readers of it read.
    """
    with transaction.atomic():
        Space.hold(organisation.space_id)
        former = {str(row.pk): str(row.contact_since) for row in ties_of_one(organisation, tie, reader)}
        if not former:
            return None
        Affiliation.objects.filter(pk__in=former).update(contact_since=None)
        return record(ENDED, organisation, by=by, ties=former)


def undo_ending(organisation: Organisation, number: int, *, by: Person) -> None:
    """Bring back the contact that the entry of this id ended. Idempotent."""
    with transaction.atomic():
        Space.hold(organisation.space_id)
        told = Entry.objects.filter(subject_kind=kind_of(organisation), subject_id=organisation.pk)
        entry = told.filter(pk=number, verb=ENDED).first()
        ties = entry.facts["ties"] if entry else {}
        again = [tie for tie in ties if not told.filter(pk__gt=number, facts__ties__has_key=tie).exists()]
        for tie in again:
            Affiliation.objects.filter(pk=tie).update(contact_since=datetime.date.fromisoformat(ties[tie]))
        if again:
            record(RESUMED, organisation, by=by, ties={tie: ties[tie] for tie in again})


def ties_of_one(organisation: Organisation, tie: int, reader: Reader) -> list[Affiliation]:
    """Return the ties by which the person of this one is a contact in the organisation; none if it is no such tie."""
    whole = [organisation, *reader.may_read(Organisation).filter(same_as=organisation)]
    rows = Affiliation.objects.filter(organisation__in=whole).exclude(contact_since=None).select_related("person")
    living = {row.pk: reader.living(row.person).pk for row in rows}
    return [row for row in rows if living[row.pk] == living.get(tie)]
