"""People who are at a meeting, found by the names that its notes and its room call them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from palabre.meetings.models import Attendance, Meeting, Presence
from palabre.people.duplicates.own_spellings import bearers, first_named_so, spelled_so, spellings_among
from palabre.people.models import Person
from palabre.spaces.models import Space


def names_present(meeting: Meeting) -> list[Person]:
    return names_there(meeting.attendances.filter(presence=Presence.PRESENT), meeting.space)


def names_there(attendances: QuerySet[Attendance], space: Space) -> list[Person]:
    """Return the names, of today and before, by which others mean the persons of these attendances."""
    there = Person.objects.filter(attendances__in=attendances, erased_at=None, same_as=None)
    return spellings_among(Person.objects.filter(Q(pk__in=there) | Q(same_as__in=there), erased_at=None), space)


def the_one_called(who: str, spellings: Iterable[Person]) -> Person | None:
    """Return the person of this name, or first name; None if it could be several, or nobody."""
    found = bearers([*spelled_so(spellings, who), *first_named_so(spellings, who)])
    return found[0] if len(found) == 1 else None
