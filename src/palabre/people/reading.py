"""One reader of one space, today: what she may read, with addresses at hand."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils import timezone

from palabre.people.models import Person
from palabre.spaces.models import Space


@dataclasses.dataclass(frozen=True, slots=True)
class Reader:
    """`person` is None for a passer-by of a public space."""

    space: Space
    person: Person | None
    today: datetime.date

    @classmethod
    def of(cls, request: Any) -> Reader:
        """Return who reads in this request, which `people.middleware` gave a space."""
        return cls(request.space, request.person, timezone.localdate())

    def may_read(self, model: Any) -> Any:
        """Return the rows of `model` in this space that she may read, as a query to narrow."""
        return model.objects.filter(space=self.space).visible_to(self.person)

    def fetch(self, rows: Any, *, most: int | None = None) -> list[Any]:
        """Return these rows in one query. A relation that was not asked for fails loudly; addresses cost nothing."""
        found = list(rows.fetch_mode(models.FETCH_RAISE)[:most])
        for row in found:
            self.place(row)
        return found

    def tie(self, rows: Iterable[Any], name: str) -> list[Any]:
        """Put on each row what its `name` points at, in one query; None where she may not read it."""
        found = list(rows)
        numbers = {getattr(row, f"{name}_id") for row in found} - {None}
        ends = {}
        if numbers:
            model = found[0]._meta.get_field(name).related_model
            ends = {end.pk: end for end in self.fetch(self.may_read(model).filter(pk__in=numbers))}
        for row in found:
            setattr(row, name, ends.get(getattr(row, f"{name}_id")))
        return found

    def place(self, row: Any) -> Any:
        """Put the space at hand on a row, so that its address asks the database nothing."""
        if row is not None:
            row.space = self.space
        return row

    def name_of(self, person: Person) -> str:
        """Return how a person is named here: in full, or by her first name to a passer-by when she never joined."""
        if self.person is not None or person.is_member:
            return person.name
        return person.name.split()[0] if person.name.split() else person.name
