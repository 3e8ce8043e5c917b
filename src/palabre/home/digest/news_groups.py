"""The group to which each piece of news belongs, so that a digest is read group by group."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from palabre.groups.lineage.group_family import homes
from palabre.groups.models import Group
from palabre.journal.hooks import Ref
from palabre.people.reader import Reader

# The path to the group where it is not the field `group`.
PATHS = {
    "groups.group": "pk",
    "groups.mergeproposal": "target_id",
    "minutes.import": "meeting__group_id",
    "wiki.page": "meetings__group_id",
}


def groups_of(refs: Iterable[Ref], *, reader: Reader) -> dict[Ref, Group]:
    """Return the living group of each thing that belongs to a readable group: one query per kind, and two."""
    numbers: dict[Ref, int] = {}
    wanted: dict[str, set[int]] = defaultdict(set)
    for kind, number in refs:
        wanted[kind].add(number)
    for kind, some in wanted.items():
        path = PATHS.get(kind) or path_of(kind)
        rows = apps.get_model(kind)._default_manager.filter(pk__in=some) if path else None
        if rows is not None:
            numbers |= {(kind, number): group for number, group in rows.values_list("pk", path) if group}
    found = readable_groups(set(numbers.values()), reader)
    return {ref: found[number] for ref, number in numbers.items() if number in found}


def path_of(kind: str) -> str:
    """Return "group_id" for a kind whose things belong to a group; "" for others, and for a kind that is gone."""
    try:
        field = apps.get_model(kind)._meta.get_field("group")
    except (LookupError, FieldDoesNotExist):
        return ""
    return "group_id" if isinstance(field, models.ForeignKey) else ""


def readable_groups(numbers: set[int], reader: Reader) -> dict[int, Group]:
    """Return these groups by id; one that joined another is replaced by it."""
    if not numbers:
        return {}
    found = {group.pk: group for group in reader.fetch(reader.may_read(Group).filter(pk__in=numbers))}
    if all(group.lives_in_id is None for group in found.values()):
        return found
    home_of = homes(reader.space.pk)
    absorbed = {number: home_of[number] for number in found if number in home_of}
    living = {one.pk: one for one in reader.fetch(reader.may_read(Group).filter(pk__in=set(absorbed.values())))}
    return found | {number: living[home] for number, home in absorbed.items() if home in living}
