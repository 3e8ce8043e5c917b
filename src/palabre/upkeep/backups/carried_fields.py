"""Fields of rows that outlive a copy: what closed a way in since the copy was made closes it again."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Collection
from typing import Any

from django.db import models

type Carried = dict[int, tuple[Any, ...]]  # of each number: when the row was made, and its fields


@dataclasses.dataclass(frozen=True, slots=True)
class FieldCarrier:
    """Carries `fields` of the rows of `model`, known by number and by the instant `made` (a copy may come from another
    server).

    An empty value is not carried, for what the copy closes stays closed, unless it is what closes (`empties`).
    """

    model: type[models.Model]
    made: str
    fields: tuple[str, ...]
    empties: bool = False

    def take(self, _leaving_out: Collection[int] = ()) -> Carried:
        rows = self.model._default_manager.order_by("pk").values_list("pk", self.made, *self.fields)
        return {number: tuple(values) for number, *values in rows}

    def give(self, carried: Carried, _at: datetime.datetime) -> None:
        """Write the values into the database that came back, where they differ."""
        for number, (made, *there) in self.take().items():
            then, *values = carried.get(number, (None,))
            if then == made and values != there:
                kept = {name: value for name, value in zip(self.fields, values, strict=True) if value or self.empties}
                self.model._default_manager.filter(pk=number).update(**kept)
