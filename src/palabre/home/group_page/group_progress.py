"""The progress of a group: its intention and deliverables, the weather of its project, its endings."""

from __future__ import annotations

import dataclasses

from django.db.models import Exists, OuterRef

from palabre.groups.models import Deliverable, Ending, Group, Intention, Membership, ProjectWeather
from palabre.groups.outputs.output_kinds import kinds_in, name_of
from palabre.people.reader import Reader

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
    newer = Intention.objects.filter(group=OuterRef("group"), number__gt=OuterRef("number"))
    rows = reader.may_read(Intention).filter(~Exists(newer), group__in=kin).order_by("pk")
    intentions = reader.fetch(rows)
    made = reader.fetch(reader.may_read(Deliverable).filter(group__in=kin).order_by("-shown_at", "pk"))
    kinds = kinds_in(reader.space, all_of_them=True) if made else []
    endings = reader.fetch(reader.may_read(Ending).filter(group__in=kin, undone_at=None).order_by("-pk"))
    return Direction(
        intention=next((one for one in intentions if one.group_id == group.pk), None),
        former=[one for one in intentions if one.group_id != group.pk],
        outputs=[Output(one, name_of(one, kinds)) for one in sorted(made, key=is_over)],
        endings=sorted(endings, key=lambda one: one.group_id != group.pk),
    )


def is_over(output: Deliverable) -> int:
    """Return the sort key of a deliverable: in the making, then shown, then set aside."""
    return 2 if output.set_aside_at else int(output.shown_at is not None)


def skies(group: Group, kin: list[int], reader: Reader) -> list[Sky]:
    """Return the latest weathers of the project, oldest first."""
    hers = Membership.objects.carrying().filter(group__in=kin, person=OuterRef("by"))
    rows = reader.may_read(ProjectWeather).filter(group__in=kin).annotate(is_hers=Exists(hers)).select_related("by")
    latest = reader.fetch(rows.order_by("-on")[:SKIES])
    return [Sky(one, "" if one.is_hers or not one.by else reader.name_of(one.by)) for one in reversed(latest)]
