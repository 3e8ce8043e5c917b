"""Acts by which one person gives another the carrying of a group, or comes to the group that they carry."""

from __future__ import annotations

import dataclasses
import datetime
from collections import defaultdict
from typing import Any

from palabre.groups.models import CARRYING, Group, Membership, Pledge
from palabre.journal.models import Entry, kind_of
from palabre.spaces.models import Space

type Place = tuple[int, int]  # the ids of a group and of a person
TAKEN = "role.taken"
TAKEN_LATER = (TAKEN, "group.gone_on")  # by a click, in a group to which others may have come before
BROUGHT = ("minutes.imported", "minutes.corrected")
NOT_ALONE = "not_alone"  # the fact that minutes were brought under a name for which another member vouched
OF_AN_ANSWER = "doubt:"  # the key of what the answer to a doubt made


@dataclasses.dataclass(frozen=True, slots=True)
class Gift:
    """`giver` gave a carrying role to `receiver`, or came to their group; the role may be over (`is_held`)."""

    giver: int
    receiver: int
    is_held: bool


@dataclasses.dataclass(slots=True)
class Origin:
    """The origin of a carrying role: by whose acts, and since when; None: since the group was born."""

    givers: set[int | None] = dataclasses.field(default_factory=set)
    since: datetime.datetime | None = None

    def be_later(self, at: datetime.datetime) -> None:
        self.since = at if self.since is None else max(self.since, at)


def role_gifts(space: Space, *, to: int | None = None) -> list[Gift]:
    """Return all gifts of a space, or those to this person; of ended roles too. Six queries.

    Who came to a group before the person carried it did not come for them. What a person brings, answers or says of
    themselves is no gift.
    """
    rows = Membership.objects.carrying().filter(group__space=space)
    rows = rows if to is None else rows.filter(person=to)
    roles = list(rows)
    origins = {role.pk: Origin(since=role.taken_at) for role in roles}
    clicks(space, roles, origins)
    texts(space, origins)
    there = who_came(space, rows.values("group"))
    found = []
    for role in roles:
        origin = origins[role.pk]
        came = {who for who, at in there[role.group_id] if origin.since is None or at >= origin.since}
        givers = (origin.givers | came) - {None, role.person_id}
        found += [Gift(giver, role.person_id, role.until is None) for giver in givers if giver is not None]
    return found


def clicks(space: Space, roles: list[Membership], origins: dict[int, Origin]) -> None:
    """Note who proposed each role that its person took by a click; of several times, the last one."""
    rows = Entry.objects.filter(space=space, verb__in=TAKEN_LATER, subject_kind=kind_of(Group), by__isnull=False)
    last: dict[Place, tuple[datetime.datetime, int | None]] = {}
    for group, by, verb, facts, at in rows.order_by("pk").values_list("subject_id", "by", "verb", "facts", "at"):
        if verb != TAKEN or facts.get("role") in CARRYING:
            last[group, by] = (at, facts.get("given_by"))
    for role in roles:
        if (role.group_id, role.person_id) in last:
            at, given_by = last[role.group_id, role.person_id]
            origins[role.pk].givers.add(given_by)
            origins[role.pk].be_later(at)


def texts(space: Space, origins: dict[int, Origin]) -> None:
    """Note who brought the minutes, open to the space, in which each role was said first, and when it was read there.

    A correction bears the name of who brought the first text: the journal tells who brought it, and whether that was an
    act of theirs alone.
    """
    said = ("pk", "corrects", "at", "things__key", "things__thing_id", "things__made")
    readings = space.import_set.filter(undone_at=None, opened_at__isnull=False)
    rows = list(readings.filter(things__thing_kind=kind_of(Membership)).order_by("pk").values_list(*said))
    entries = Entry.objects.filter(space=space, verb__in=BROUGHT).values_list("subject_id", "by", "facts")
    brought_by = {reading: by for reading, by, facts in (entries if rows else ()) if not facts.get(NOT_ALONE)}
    known = {(reading, role) for reading, _corrects, _at, _key, role, _made in rows}
    for reading, corrects, at, key, role, made in rows:
        if role not in origins or (corrects, role) in known or key.startswith(OF_AN_ANSWER):
            continue
        origins[role].givers.add(brought_by.get(reading))
        if made:
            origins[role].be_later(at)


def who_came(space: Space, groups: Any) -> dict[int, list[tuple[int, datetime.datetime]]]:
    """Return for each group the members who came by an act of theirs alone: “J’y vais”, or a role; and since when."""
    found: dict[int, list[tuple[int, datetime.datetime]]] = defaultdict(list)
    members = {"group__in": groups, "person__joined_at__isnull": False, "own_word_at__isnull": False}
    pledges = Pledge.objects.filter(space=space, call=None, **members)
    for rows in (pledges, Membership.objects.held().filter(**members)):
        for group, person, at in rows.values_list("group", "person", "own_word_at"):
            if at is not None:
                found[group].append((person, at))
    return found
