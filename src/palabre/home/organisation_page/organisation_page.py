"""An organisation: how it is written, who was named with it, where it was read."""

from __future__ import annotations

import dataclasses

from django.db.models.functions import Lower

from palabre.people.models import Affiliation, Organisation
from palabre.people.reader import Reader
from palabre.wiki.lines.passage_lookup import where_read
from palabre.wiki.models import Passage

MOST = 500


@dataclasses.dataclass(frozen=True, slots=True)
class WholeOrganisation:
    """Names are words: who has not joined has no page."""

    same_as: Organisation | None
    spellings: list[Organisation]
    names: list[str]
    passages: list[Passage]


def whole_organisation(organisation: Organisation, reader: Reader) -> WholeOrganisation:
    reader.tie([organisation], "same_as")
    spellings = reader.fetch(reader.may_read(Organisation).filter(same_as=organisation).order_by("name"))
    whole = [organisation, *spellings]
    affiliated = Affiliation.objects.filter(organisation__in=whole).select_related("person").order_by("person__name")
    read = where_read(whole, reader=reader)
    return WholeOrganisation(
        same_as=organisation.same_as,
        spellings=spellings,
        names=reader.names_of(one.person for one in affiliated),
        passages=[passage for passages in read.values() for passage in passages],
    )


def organisations(reader: Reader) -> list[Organisation]:
    """Return the organisations that the reader may read, by name, without their other spellings."""
    rows = reader.may_read(Organisation).filter(same_as=None)
    return reader.fetch(rows.order_by(Lower("name"), "pk"), most=MOST)
