"""The roles held in a group, and the pledges to it."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from typing import Any

from django.db.models import BigIntegerField, QuerySet

from palabre.groups.models import (
    Group,
    Membership,
    Role,
    RoleCall,
)
from palabre.groups.roles.pledges import pledges_to
from palabre.groups.roles.readable_roles import roles_read_by
from palabre.groups.roles.role_labels import how_she_comes
from palabre.journal.models import kind_of
from palabre.people.reader import Reader
from palabre.people.reader_queries import prepared_reading
from palabre.wiki.lines.passage_lookup import Ref


@dataclasses.dataclass(frozen=True, slots=True)
class InARole:
    """The holders of one role. `words` are pairs of a name and what was said of that person's role."""

    role: str
    names: list[str]
    words: list[tuple[str, str]]


@dataclasses.dataclass(frozen=True, slots=True)
class Offer:
    """A pledge (« j’y vais »), with its level, energy and words.

    `typed_by` is the name of the member who typed it for the person, "" when they did it themselves.
    """

    name: str
    words: str
    how: str = ""
    typed_by: str = ""


def in_roles(group: Group, reader: Reader) -> list[InARole]:
    held: dict[str, list[Membership]] = defaultdict(list)
    for membership in roles_in(reader, group=group.pk):
        held[membership.role].append(membership)
    return [
        InARole(
            role=role,
            names=reader.names_of(one.person for one in held[role]),
            words=[(reader.name_of(one.person), one.words) for one in held[role] if one.words],
        )
        for role in Role.values
        if role in held
    ]


@prepared_reading(may_load=True, group=BigIntegerField())
def roles_in(rights: Any, group: Any) -> QuerySet[Membership]:
    return roles_read_by(rights).filter(group=group).held().select_related("person").order_by("pk")


def offers(group: Group, reader: Reader) -> dict[Ref, list[Offer]]:
    """Return the pledges to the group; to its calls too, for members."""
    found: dict[Ref, list[Offer]] = defaultdict(list)
    for pledge in pledges_to(group, reader=reader):
        to = (RoleCall._meta.label_lower, pledge.call_id) if pledge.call_id else (kind_of(group), group.pk)
        if not pledge.call_id or (reader.person is not None and reader.person.is_member):
            typed_by = reader.name_of(pledge.typed_by) if pledge.typed_by else ""
            found[to].append(Offer(reader.name_of(pledge.person), pledge.words, how_she_comes(pledge), typed_by))
    return dict(found)
