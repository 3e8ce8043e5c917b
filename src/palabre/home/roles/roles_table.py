"""The groups and their roles, with the gaps: in sentences first, then as a table."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from typing import Any

from django.db.models import BigIntegerField, F
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from palabre.groups.models import CARRYING, Group, Role, RoleCall
from palabre.groups.roles.readable_roles import roles_read_by
from palabre.people.reader import NAMED_BY, Reader, rows_numbered
from palabre.people.reader_queries import prepared_reading
from palabre.web.prepared_query import ListOf

# The role of each column, for which a call looks when nobody holds it, and its title.
COLUMNS: tuple[tuple[str, Promise], ...] = (
    (Role.CONVENER, _("Hosting the question")),
    (Role.LIAISON, _("Contact in the institution")),
    (Role.METHODOLOGIST, _("Help with the method")),
    (Role.COMPANION, _("Support")),
    (Role.CONTRIBUTOR, _("Contributing")),
    (Role.OBSERVER, _("Following from afar")),
)
PAGE = 30  # groups on one page
NAMES = [f"person__{name}" for name in NAMED_BY]
WANTING = (Role.CONVENER, Role.LIAISON, Role.METHODOLOGIST)  # of those asked for; a group can do without the others


@dataclasses.dataclass(frozen=True, slots=True)
class Cell:
    """The holders of a role in a group. `is_gap`: nobody holds it, and it is wanted; `call` is an open call for it."""

    role: str
    names: list[str]
    is_gap: bool
    call: RoleCall | None


@dataclasses.dataclass(frozen=True, slots=True)
class Row:
    """A group, with a cell for each column. `called` are its gaps for which a call is open."""

    group: Group
    cells: list[Cell]

    @property
    def held(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.names]

    @property
    def gaps(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.is_gap and not cell.call]

    @property
    def called(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.is_gap and cell.call]


@dataclasses.dataclass(frozen=True, slots=True)
class RolesPage:
    """One page of the groups awake, by name. `columns` are the roles with cells, the same on every page."""

    rows: list[Row]
    columns: list[tuple[str, Promise]]
    number: int
    is_last: bool


def roles_table(reader: Reader, *, number: int = 1) -> RolesPage:
    """Return a page in five queries. A role, but that of the hosts, has cells once the community asked for it."""
    start = (number - 1) * PAGE
    found = awake_by_title(reader)[start : start + PAGE + 1]
    there = {one.pk: one for one in rows_numbered(reader, numbers=found[:PAGE], model=Group)}
    groups = [there[number] for number in found[:PAGE]]
    names, calls = who_holds(groups, reader), open_calls(groups, reader)
    asked = {Role.CONVENER, *map(column_of, roles_asked(reader))}
    columns = [(role, title) for role, title in COLUMNS if role in asked]
    rows = [Row(group, [cell(group.pk, role, names, calls) for role, _title in columns]) for group in groups]
    return RolesPage(rows, columns, number, is_last=len(found) <= PAGE)


@prepared_reading()
def awake_by_title(rights: Any) -> Any:
    return rights.may_read(Group).awake().order_by("title", "pk").values_list("pk", flat=True)


@prepared_reading()
def roles_asked(rights: Any) -> Any:
    """Return the roles that are looked for, in one group or in the whole space, or held in a group awake."""
    held = roles_read_by(rights).held().filter(group__in=rights.may_read(Group).awake())
    looked_for = rights.may_read(RoleCall).open().exclude(role="")
    return held.values_list("role", flat=True).union(looked_for.values_list("role", flat=True))


@prepared_reading(groups=ListOf(BigIntegerField()))
def roles_held_in(rights: Any, groups: Any) -> Any:
    held = roles_read_by(rights).held().filter(group__in=groups)
    return held.select_related("person").only("group_id", "role", *NAMES).order_by(F("role").desc(), "pk")


@prepared_reading(groups=ListOf(BigIntegerField()))
def calls_for_roles(rights: Any, groups: Any) -> Any:
    return rights.may_read(RoleCall).open().filter(group__in=groups).exclude(role="").order_by("-pk")


def who_holds(groups: list[Group], reader: Reader) -> dict[tuple[int, str], list[str]]:
    """Return the names by group and column; conveners and co-conveners share a column."""
    found: dict[tuple[int, str], list[str]] = defaultdict(list)
    for one in roles_held_in(reader, groups=[group.pk for group in groups]):
        found[one.group_id, column_of(one.role)].append(reader.name_of(one.person))
    return found


def open_calls(groups: list[Group], reader: Reader) -> dict[tuple[int, str], RoleCall]:
    rows = calls_for_roles(reader, groups=[group.pk for group in groups])
    return {(one.group_id, column_of(one.role)): one for one in rows if one.group_id}


def column_of(role: str) -> str:
    return Role.CONVENER if role in CARRYING else role


def cell(
    group: int, role: str, names: dict[tuple[int, str], list[str]], calls: dict[tuple[int, str], RoleCall]
) -> Cell:
    held, call = names.get((group, role), []), calls.get((group, role))
    return Cell(role, held, is_gap=role in WANTING and not held, call=call)
