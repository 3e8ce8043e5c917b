"""Permissions on the day of a forum. No query."""

from __future__ import annotations

from typing import TYPE_CHECKING

from palabre.people.permissions import can_contribute

if TYPE_CHECKING:
    from palabre.forums.models import ForumDay, Sheet
    from palabre.people.models import Person
    from palabre.spaces.models import Space


def can_prepare(person: Person | None, space: Space) -> bool:
    """Return whether the person is a member of the space, who may prepare a forum there."""
    return person is not None and can_contribute(person) and person.space_id == space.pk


def can_host(person: Person | None, day: ForumDay, *, is_accepted: bool, cares: bool) -> bool:
    """Return whether the person hosts the day: a member who prepared it, whom a host accepted, or who has the care.

    Someone whose identity rests on the word of one member is excluded: that member may be using the name themselves.
    """
    if person is None or not can_contribute(person) or person.space_id != day.forum.space_id:
        return False
    return cares or ((is_accepted or person.pk == day.by_id) and not person.vouched_by)


def can_host_once_accepted(person: Person | None, day: ForumDay) -> bool:
    """Return whether the person is a member, by more than one word, whom others may accept as a host."""
    is_there = person is not None and can_contribute(person) and person.space_id == day.forum.space_id
    return is_there and person is not None and not person.vouched_by


def can_look_after_sheet(person: Person | None, sheet: Sheet, *, hosts: bool) -> bool:
    """Return whether the person hosts the day, or says this question aloud. A name typed for somebody is nobody."""
    if hosts:
        return True
    return person is not None and person.pk == sheet.asked_by_id and not person.vouched_by
