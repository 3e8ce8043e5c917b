"""People who are at a meeting, found by the names that its notes and its room call them."""

from __future__ import annotations

from collections.abc import Iterable

from palabre.meetings.models import Meeting, Presence
from palabre.people.models import Person
from palabre.pure.french import name_key


def present_at(meeting: Meeting) -> list[Person]:
    rows = Person.objects.filter(attendances__meeting=meeting, attendances__presence=Presence.PRESENT)
    return list(rows.filter(erased_at=None, same_as=None).distinct())


def the_one_called(who: str, people: Iterable[Person]) -> Person | None:
    """Return the person of this name, or first name; None if it could be several, or nobody."""
    wanted = name_key(who)
    found = [one for one in people if wanted in (name_key(one.name), name_key(one.first_name))]
    return found[0] if len(found) == 1 else None
