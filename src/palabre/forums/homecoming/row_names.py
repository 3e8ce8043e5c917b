"""The names (uids) of the rows of a day: the same on every computer to which its file was carried."""

from __future__ import annotations

import dataclasses
import uuid
from typing import Self

from palabre.forums.homecoming.carried_forum import DAY
from palabre.forums.models import CarriedRow, ForumDay
from palabre.spaces.models import Space


@dataclasses.dataclass(slots=True)
class RowNames:
    """The names that a day knows. `uid_of` gives one to a row that has none; `keep` stores the new ones."""

    day: ForumDay
    by_uid: dict[str, CarriedRow]
    by_row: dict[tuple[str, int], CarriedRow]
    made: list[CarriedRow] = dataclasses.field(default_factory=list)

    @classmethod
    def of(cls, day: ForumDay) -> Self:
        """Load them: one query."""
        rows = list(CarriedRow.objects.filter(day=day).order_by("-pk"))
        return cls(day, {one.uid: one for one in rows}, {(one.kind, one.thing_id): one for one in rows})

    def uid_of(self, kind: str, number: int) -> str:
        known = self.by_row.get((kind, number))
        return known.uid if known is not None else self.call(kind, number, uuid.uuid4().hex).uid

    def row_of(self, uid: str) -> int:
        """Return the id here of the row with this name, whether it is still there or not; 0 for none."""
        return self.by_uid[uid].thing_id if uid in self.by_uid else 0

    def call(self, kind: str, number: int, uid: str) -> CarriedRow:
        """Give a row this name, which no other row has. A person may have several: the first one is said."""
        row = CarriedRow(day=self.day, kind=kind, thing_id=number, uid=uid)
        self.by_uid[uid] = row
        self.by_row.setdefault((kind, number), row)
        self.made.append(row)
        return row

    def keep(self) -> None:
        CarriedRow.objects.bulk_create(self.made)
        self.made = []


def day_named(space: Space, uid: str) -> ForumDay | None:
    """Return the day of this space with this name."""
    rows = CarriedRow.objects.filter(kind=DAY, uid=uid, day__forum__space=space)
    found = rows.select_related("day__forum__space", "day__forum__audience").first()
    return found.day if found is not None else None
