"""Minutes that members alone read, in a space that the person made public a short while ago."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import BigIntegerField, DateTimeField, Exists, OuterRef, Q
from django.utils import timezone

from palabre.minutes.models import Import
from palabre.minutes.permissions import can_publish
from palabre.people.models import Agreement, AgreementKind, AudienceKind, Person
from palabre.people.reader import Reader
from palabre.people.reader_queries import prepared_reading

WHILE = datetime.timedelta(days=14)  # after which those that stay among members are meant to
MOST = 30


def minutes_to_publish(reader: Reader, person: Person) -> list[Import]:
    """Return the last minutes that the person may publish, as a list of at most one: everybody reads none of them."""
    if not reader.space.is_public:
        return []
    found = minutes_among_members(reader, person=person.pk, since=timezone.now() - WHILE)
    return [one for one in found if can_publish(person, one)][:1]


@prepared_reading(may_load=True, person=BigIntegerField(), since=DateTimeField())
def minutes_among_members(rights: Any, person: Any, since: Any) -> Any:
    """Return them if the person is one of the two who made the space public since that instant."""
    agreed = Agreement.objects.filter(kind=AgreementKind.PUBLISH, space=OuterRef("space"), undone_at=None)
    agreed = agreed.filter(Q(by=person) | Q(second=person), done_at__gte=since)
    rows = rights.may_read(Import).filter(Exists(agreed), opened_at__isnull=False, undone_at=None, corrections=None)
    rows = rows.filter(audience__kind=AudienceKind.SPACE, audience__is_standing=False)
    return rows.select_related("audience", "page__audience").order_by("-pk")[:MOST]
