"""Rights of stewards over the things of others, for which their own click is not enough."""

from __future__ import annotations

from palabre.groups.given_rights import GivenRights
from palabre.people.models import Person


def cares_by_own_click(person: Person) -> bool:
    """Return whether the person is a steward by a click that no other human made for them, and did not found the space.

    Where nobody looks after a space, any member takes that up in one click, and may share it: it gives no say over what
    other members carry, and opens neither their letters nor the addresses that they keep. Queries for stewards only.
    """
    if person.steward_since is None or not person.is_steward:
        return False
    return not GivenRights.of(person.space).is_given_care(person.pk)
