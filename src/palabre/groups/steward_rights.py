"""Rights of stewards over the things of others, for which their own click is not enough."""

from __future__ import annotations

import datetime

from palabre.journal.models import Entry
from palabre.people.agreements.electorate import founder_of
from palabre.people.models import Person

A_MINUTE = datetime.timedelta(minutes=1)


def cares_by_own_click(person: Person) -> bool:
    """Return whether the person is a steward who took that up alone, and did not found the space.

    Where nobody looks after a space, any member takes that up in one click: it gives no say over what other members
    carry, and opens neither their letters nor the addresses that they keep. Queries for stewards only.
    """
    if person.steward_since is None or not person.is_steward:
        return False
    since = person.steward_since - A_MINUTE
    taken = Entry.objects.filter(space=person.space_id, verb="stewardship.taken_up", by=person, at__gte=since)
    return taken.exists() and founder_of(person.space) != person.pk
