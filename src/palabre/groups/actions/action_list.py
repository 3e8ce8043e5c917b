"""Actions of a space or a group, in pages: those of the reader, to take, taken by others, done or dropped.

A merge moves nothing: the actions of absorbed groups are listed under the surviving one.
"""

from __future__ import annotations

import dataclasses
from typing import Any

from django.db.models import F, Q
from django.db.models.functions import Coalesce, TruncDate

from palabre.groups.lineage.group_family import homes, kin
from palabre.groups.models import Action, Group
from palabre.people.reader import Reader
from palabre.wiki.lines.passage_lookup import Ref, where_read
from palabre.wiki.models import Passage

PART = 25  # rows of each part on one page
MOST_PAGES = 500


@dataclasses.dataclass(frozen=True, slots=True)
class ToDo:
    """One page of actions. The first list is the reader’s; `groups` have at least one action, done or not."""

    hers: list[Action]
    to_take: list[Action]
    taken: list[Action]
    done: list[Action]
    groups: list[Group]
    group: Group | None
    number: int
    is_last: bool
    passages: dict[Ref, list[Passage]]

    @property
    def is_whole(self) -> bool:
        """Return whether everything is on this page, so that the parts can be counted."""
        return self.number == 1 and self.is_last


def to_do(reader: Reader, *, group: int | None = None, number: int = 1) -> ToDo:
    """Return this page of the actions of the group whose id is `group`, or of all groups if None."""
    home_of = homes(reader.space.pk)
    groups = groups_that_do(reader, home_of)
    chosen = next((one for one in groups if group is not None and one.pk == home_of.get(group, group)), None)
    rows = reader.may_read(Action).select_related("owner", "done_by")
    if group is not None:
        rows = rows.filter(group__in=kin(chosen.pk, home_of)) if chosen else rows.none()
    is_hers = Q(owner=reader.person) if reader.person is not None else Q(pk__in=())
    open_ones = rows.open().order_by(F("due_on").asc(nulls_last=True), "pk")
    over = rows.filter(Q(is_done=True) | Q(dropped_at__isnull=False))
    done = over.order_by(Coalesce("done_on", TruncDate("dropped_at")).desc(nulls_last=True), "-pk")
    number = min(max(number, 1), MOST_PAGES)
    parts = [
        page_of(part, number, reader)
        for part in (
            open_ones.filter(is_hers),
            open_ones.filter(owner=None),
            open_ones.filter(owner__isnull=False).exclude(is_hers),
            done,
        )
    ]
    hers, to_take, taken, ended = (part[:PART] for part in parts)
    shown = [*hers, *to_take, *taken, *ended]
    put_at_home(shown, {one.pk: one for one in groups}, home_of)
    is_last, passages = all(len(part) <= PART for part in parts), where_read(shown, reader=reader)
    return ToDo(hers, to_take, taken, ended, groups, chosen, number, is_last, passages)


def page_of(rows: Any, number: int, reader: Reader) -> list[Action]:
    """Return this page of the rows, plus one row if there is a next page."""
    start = (number - 1) * PART
    return reader.fetch(rows[start : start + PART + 1])


def groups_that_do(reader: Reader, home_of: dict[int, int]) -> list[Group]:
    numbers = reader.may_read(Action).exclude(group=None).order_by().values_list("group", flat=True).distinct()
    living = {home_of.get(number, number) for number in numbers}
    found = reader.fetch(reader.may_read(Group).filter(pk__in=living)) if living else []
    return sorted(found, key=lambda group: (group.title.casefold(), group.pk))


def put_at_home(actions: list[Action], groups: dict[int, Group], home_of: dict[int, int]) -> None:
    """Set the group of each action to the surviving one; None if the reader may not read it."""
    for action in actions:
        number = action.group_id
        action.group = groups.get(home_of.get(number, number)) if number is not None else None
