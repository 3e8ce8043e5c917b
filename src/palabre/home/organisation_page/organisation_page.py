"""An organisation: how it is written, who was named with it, where it was read."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable

from django.db.models.functions import Lower

from palabre.people.models import Affiliation, Organisation
from palabre.people.reader import Reader
from palabre.wiki.lines.passage_lookup import where_read
from palabre.wiki.models import Passage

MOST = 500


@dataclasses.dataclass(frozen=True, slots=True)
class Contact:
    """A person to ask in an organisation, since a day. `tie` is the id of one affiliation that says so."""

    tie: int
    name: str
    since: datetime.date
    organisation: Organisation


@dataclasses.dataclass(frozen=True, slots=True)
class WholeOrganisation:
    """Names are words: who has not joined has no page."""

    same_as: Organisation | None
    spellings: list[Organisation]
    names: list[str]
    contacts: list[Contact]
    passages: list[Passage]


def whole_organisation(organisation: Organisation, reader: Reader) -> WholeOrganisation:
    reader.tie([organisation], "same_as")
    spellings = reader.fetch(reader.may_read(Organisation).filter(same_as=organisation).order_by("name"))
    whole = [organisation, *spellings]
    affiliated = list(
        Affiliation.objects.filter(organisation__in=whole).select_related("person").order_by("person__name")
    )
    read = where_read(whole, reader=reader)
    return WholeOrganisation(
        same_as=organisation.same_as,
        spellings=spellings,
        names=reader.names_of(one.person for one in affiliated if one.contact_since is None),
        contacts=as_contacts([one for one in affiliated if one.contact_since is not None], reader),
        passages=[passage for passages in read.values() for passage in passages],
    )


def contacts(reader: Reader) -> list[Contact]:
    """Return the contacts of the space in the organisations that the reader may read. One query."""
    rows = Affiliation.objects.filter(contact_since__isnull=False, organisation__in=reader.may_read(Organisation))
    found = list(rows.select_related("person", "organisation").order_by("contact_since", "pk")[:MOST])
    for one in found:
        reader.place(one.organisation)
    return as_contacts(found, reader)


def as_contacts(ties: Iterable[Affiliation], reader: Reader) -> list[Contact]:
    """Return one contact for each person, of two names of one person the first."""
    found: dict[int, Contact] = {}
    for one in ties:
        if one.contact_since is not None:
            who = reader.living(one.person)
            found.setdefault(who.pk, Contact(one.pk, reader.name_of(who), one.contact_since, one.organisation))
    return list(found.values())


def organisations(reader: Reader) -> list[Organisation]:
    """Return the organisations that the reader may read, by name, without their other spellings."""
    rows = reader.may_read(Organisation).filter(same_as=None)
    return reader.fetch(rows.order_by(Lower("name"), "pk"), most=MOST)
