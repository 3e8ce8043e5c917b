"""The roles and tasks of who leaves their space; and their last departure, which they undo for thirty days."""

from __future__ import annotations

import datetime
from typing import Any

from palabre.groups.models import Action, Membership, Pledge
from palabre.journal.models import Entry
from palabre.people.access.departure import BACK, LEFT
from palabre.people.models import Person
from palabre.people.reader import Reader

UNDONE_FOR = datetime.timedelta(days=30)


def what_is_left(reader: Reader, person: Person) -> dict[str, Any]:
    """Return the groups in which the person has a role, those where they said “J’y vais”, and what they took."""
    roles = Membership.objects.held().filter(reader.readable(of="group__audience"), person=person)
    groups = {role.group_id: role.group for role in roles.select_related("group").order_by("group__title", "pk")}
    said = reader.may_read(Pledge).filter(person=person, call=None, group__isnull=False).exclude(group__in=groups)
    pledged = reader.fetch(said.select_related("group").order_by("pk"))
    for pledge in pledged:
        reader.place(pledge.group)
    actions = reader.may_read(Action).open().filter(owner=person).order_by("pk")
    found: dict[str, Any] = {"groups": list(groups.values()), "actions": list(actions)}
    return found | {"pledged": [one.group for one in pledged], "is_steward": person.is_steward}


def last_departure(person: Person | None, *, at: datetime.datetime) -> dict[str, Any] | None:
    """Return what undoes the last departure; None without one in thirty days, or where it was undone.

    Who came in again by a square, or by a link, has it too: they are a member without what they carried.
    """
    if person is None or (person.is_member and person.left_at is None):
        return None
    rows = Entry.objects.filter(space=person.space_id, by=person, verb__in=(LEFT, BACK)).order_by("-pk")
    last = rows.first()
    is_late = last is None or last.verb != LEFT or last.at <= at - UNDONE_FOR
    return None if is_late or last is None else dict(last.facts)
