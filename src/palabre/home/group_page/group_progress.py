"""The progress of a group: its intention and deliverables, the weather of its project, its endings."""

from __future__ import annotations

import dataclasses
from typing import Any

from django.db.models import BigIntegerField, Exists, OuterRef

from palabre.groups.models import Deliverable, Ending, Group, Intention, Membership, ProjectWeather
from palabre.groups.outputs.output_kinds import kinds_in, name_of
from palabre.people.reader import Reader
from palabre.people.reader_queries import prepared_reading
from palabre.web.prepared_query import ListOf

SKIES = 12  # weathers drawn: half a year of fortnights


@dataclasses.dataclass(frozen=True, slots=True)
class Sky:
    """The weather of the project on one day. `typed_by` names its author when they do not carry the group; else ""."""

    said: ProjectWeather
    typed_by: str


@dataclasses.dataclass(frozen=True, slots=True)
class Output:
    """A deliverable; `kind` is in the words of its space, "" when none was chosen."""

    made: Deliverable
    kind: str


@dataclasses.dataclass(frozen=True, slots=True)
class Direction:
    """`intention` is the latest version of the living group's own; `former` those of the groups that joined it."""

    intention: Intention | None
    former: list[Intention]
    outputs: list[Output]
    endings: list[Ending]

    @property
    def ending(self) -> Ending | None:
        return next(iter(self.endings), None)

    @property
    def is_making(self) -> bool:
        return any(one.made.is_being_made for one in self.outputs)

    @property
    def horizon(self) -> Deliverable | None:
        """Return the first deliverable in the making that has a horizon."""
        return next((one.made for one in self.outputs if one.made.is_being_made and one.made.horizon), None)


def direction(group: Group, kin: list[int], reader: Reader) -> Direction:
    """Return the intentions, deliverables and endings of the group and of those that live in it: four queries."""
    intentions, made = last_intentions(reader, kin=kin), deliverables_of(reader, kin=kin)
    kinds = kinds_in(reader.space, all_of_them=True) if made else []
    for one in made:
        if one.group_id == group.pk:
            one.group = group
    endings = endings_of(reader, kin=kin)
    return Direction(
        intention=next((one for one in intentions if one.group_id == group.pk), None),
        former=[one for one in intentions if one.group_id != group.pk],
        outputs=[Output(one, name_of(one, kinds)) for one in sorted(made, key=is_over)],
        endings=sorted(endings, key=lambda one: one.group_id != group.pk),
    )


@prepared_reading(kin=ListOf(BigIntegerField()))
def last_intentions(rights: Any, kin: Any) -> Any:
    newer = rights.may_read(Intention).filter(group=OuterRef("group"), number__gt=OuterRef("number"))
    return rights.may_read(Intention).filter(~Exists(newer), group__in=kin).order_by("pk")


@prepared_reading(kin=ListOf(BigIntegerField()))
def deliverables_of(rights: Any, kin: Any) -> Any:
    return rights.may_read(Deliverable).filter(group__in=kin).order_by("-shown_at", "pk")


@prepared_reading(kin=ListOf(BigIntegerField()))
def endings_of(rights: Any, kin: Any) -> Any:
    return rights.may_read(Ending).filter(group__in=kin, undone_at=None).order_by("-pk")


def is_over(output: Deliverable) -> int:
    """Return the sort key of a deliverable: in the making, then shown, then set aside."""
    return 2 if output.set_aside_at else int(output.shown_at is not None)


def skies(group: Group, kin: list[int], reader: Reader) -> list[Sky]:
    """Return the latest weathers of the project, oldest first."""
    latest = last_weathers(reader, kin=kin)
    return [Sky(one, "" if one.is_hers or not one.by else reader.name_of(one.by)) for one in reversed(latest)]


@prepared_reading(kin=ListOf(BigIntegerField()))
def last_weathers(rights: Any, kin: Any) -> Any:
    """Return the latest weathers, latest first; `is_hers`: who said so carries the group."""
    hers = Membership.objects.carrying().filter(group__in=kin, person=OuterRef("by"))
    rows = rights.may_read(ProjectWeather).filter(group__in=kin).annotate(is_hers=Exists(hers))
    return rows.select_related("by").order_by("-on")[:SKIES]
