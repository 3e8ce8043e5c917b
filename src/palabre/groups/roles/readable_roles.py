"""The roles that a reader may know of."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from typing import Any

from django.db.models import Q

from palabre.groups.models import Membership, Pledge
from palabre.groups.models.roles import MembershipQuerySet
from palabre.people.hooks import in_preparation
from palabre.people.models import AudienceKind, Person
from palabre.people.reader import Reader
from palabre.people.reader_queries import prepared_reading
from palabre.spaces.models import Space

EPOCH = datetime.datetime.fromtimestamp(0, datetime.UTC)


def roles_read_by(reader: Reader) -> MembershipQuerySet:
    """Return the roles, ended ones included, except those in preparation: only minutes that the reader may not read
    give them, and the person did not confirm them. The groups are for the caller to choose.
    """
    return Membership.objects.exclude(Q(confirmed_at=None) & in_preparation(Membership, reader))


def known_to_members(space: int) -> Q:
    """Return a filter of the roles that give a say: not those of a group of all members that they may not know of.

    Otherwise minutes that one member alone reads would make them, in secret, the only one who decides there.
    """
    member = Person(space_id=space, came_at=EPOCH, joined_at=EPOCH)
    reader = Reader(Space(pk=space), member, EPOCH.date(), held=())
    return ~(Q(confirmed_at=None) & ~Q(group__audience__kind=AudienceKind.SEATS) & in_preparation(Membership, reader))


def unknown_people(groups: Collection[int], reader: Reader) -> set[int]:
    """Return the ids of the people of these groups whom the reader may not know of. One query.

    They only hold roles in preparation there, and did not say that they come.
    """
    return set(people_unknown(reader, groups=sorted(groups)))


@prepared_reading()
def people_unknown(rights: Any, groups: Any) -> Any:
    known = roles_read_by(rights).held().filter(group__in=groups).values("person")
    coming = Pledge.objects.filter(group__in=groups, call=None).values("person")
    held = Membership.objects.held().filter(group__in=groups)
    return held.exclude(person__in=known).exclude(person__in=coming).values_list("person", flat=True)
