"""How a group goes: the weather of its project."""

from __future__ import annotations

import dataclasses

from django.db.models import Exists, OuterRef

from palabre.groups.models import (
    Group,
    Membership,
    ProjectWeather,
)
from palabre.people.reading import Reader

SKIES = 12  # weathers drawn: half a year of fortnights


@dataclasses.dataclass(frozen=True, slots=True)
class Sky:
    """The weather of the project one day. `typed_by` is who typed it for those who carry it, "" when it is theirs."""

    said: ProjectWeather
    typed_by: str


def skies(group: Group, kin: list[int], reader: Reader) -> list[Sky]:
    """Return the latest weathers of the project, the first said first."""
    hers = Membership.objects.carrying().filter(group__in=kin, person=OuterRef("by"))
    rows = reader.may_read(ProjectWeather).filter(group__in=kin).annotate(is_hers=Exists(hers)).select_related("by")
    latest = reader.fetch(rows.order_by("-on")[:SKIES])
    return [Sky(one, "" if one.is_hers or not one.by else reader.name_of(one.by)) for one in reversed(latest)]
