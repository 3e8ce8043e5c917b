"""One reader of one space, today: what they may read, with addresses that cost no query."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable
from typing import Any

from django.db import connection, models
from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.utils import timezone

from palabre.people.models import Audience, Person, Seat, readable
from palabre.spaces.models import Space

HELD = f"FROM {Seat._meta.db_table} seat"
NOW = "WHERE seat.person_id = %s AND (seat.until IS NULL OR seat.until > %s)"
HERS = f"JOIN {Audience._meta.db_table} hers ON hers.id = seat.audience_id AND hers.joined_to_id IS NOT NULL"
OTHER = f"JOIN {Audience._meta.db_table} other ON other.joined_to_id"
SEATS = " UNION ALL ".join(
    (
        f"SELECT seat.audience_id, seat.may_write {HELD} {NOW}",
        f"SELECT other.id, seat.may_write {HELD} {OTHER} = seat.audience_id {NOW}",
        f"SELECT hers.joined_to_id, seat.may_write {HELD} {HERS} {NOW}",
        f"SELECT other.id, seat.may_write {HELD} {HERS} {OTHER} = hers.joined_to_id {NOW}",
    )
)


@dataclasses.dataclass(frozen=True, slots=True)
class Reader:
    """`person` is None for an anonymous visitor of a public space."""

    space: Space
    person: Person | None
    today: datetime.date
    held: tuple[int, ...] | None = None  # ids of the audiences in which the reader holds a seat, once loaded
    limited_by: tuple[Person, ...] = ()  # the reader reads no more than each of these: see links
    doubles: dict[int, Person] = dataclasses.field(default_factory=dict, compare=False)  # loaded by `living`

    @classmethod
    def of(cls, request: Any) -> Reader:
        """Return the reader of this request, whose space is set by the person middleware."""
        held = tuple(audience for audience, _may_write in seats_of(request))
        return cls(request.space, request.person, timezone.localdate(), held)

    def may_read(self, model: Any) -> Any:
        """Return the rows of `model` in this space that the reader may read, as a queryset to narrow."""
        if self.person is None:
            return model.objects.filter(readable(None), space=self.space)
        if self.person.space_id != self.space.pk:
            return model.objects.none()
        return model.objects.filter(self.readable(), space=self.space)

    def find[Row: models.Model](self, model: type[Row], number: int, *related: str) -> Row:
        """Return the row of this id, with these relations loaded. Raises Http404 unless the reader may read it."""
        rows = self.may_read(model)
        found: Row = get_object_or_404(rows.select_related(*related) if related else rows, pk=number)
        self.place(found)
        return found

    def readable(self, *, of: str = "audience") -> Q:
        """Return a filter of the rows that the reader may read, without loading their seats again."""
        return readable(self.person, of=of, held=self.held) & self.also(of=of)

    def also(self, *, of: str = "audience") -> Q:
        """Return a filter of the rows that everybody in `limited_by` may read: all rows when it is empty."""
        found = Q()
        for other in self.limited_by:
            found &= readable(other, of=of)
        return found

    def fetch(self, rows: Any, *, most: int | None = None) -> list[Any]:
        """Return these rows in one query. A relation that was not loaded raises; addresses cost no query."""
        found = list(rows.fetch_mode(models.FETCH_RAISE)[:most])
        for row in found:
            self.place(row)
        return found

    def tie(self, rows: Iterable[Any], name: str) -> list[Any]:
        """Set on each row the object of its foreign key `name`, in one query; None where the reader may not read it."""
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
        """Attach the loaded space, so that get_absolute_url() costs no query."""
        if row is not None:
            row.space = self.space
        return row

    def name_of(self, person: Person) -> str:
        """Return how a person is named here: in full, or by first name outside when they never came by themselves."""
        who = self.living(person)
        if (self.person is not None and self.person.is_member) or who.has_come:
            return who.name
        return who.first_name

    def names_of(self, persons: Iterable[Person]) -> list[str]:
        """Return their names, in this order, each person once; two persons of one name are two."""
        return list({self.living(person).pk: self.name_of(person) for person in persons}.values())

    def living(self, person: Person) -> Person:
        """Return the person into whom this one was merged, usually itself. Few are doubles: one query for all."""
        if person.same_as_id is None:
            return person
        if person.pk not in self.doubles:
            rows = Person.objects.filter(space=self.space, same_as__isnull=False).select_related("same_as")
            self.doubles.update({row.pk: row.same_as for row in rows if row.same_as})
        return self.doubles.get(person.pk, person)


def seats_of(request: Any) -> tuple[tuple[int, bool], ...]:
    """Return the audiences in which the person here holds a seat, and whether they write there: loaded once."""
    if request.person is None:
        return ()
    if not hasattr(request, "seats"):
        request.seats = seats_held(request.person, at=timezone.now())
    return request.seats  # type: ignore[no-any-return]


def seats_held(person: Person, *, at: datetime.datetime) -> tuple[tuple[int, bool], ...]:
    """Return (audience, may write) of what the person reads by their seats of this instant, as `models.held_by` does.

    In plain SQL: every page needs it, and building this query costs several times its execution. A seat opens the
    audiences that are joined to its own, the one that its own is joined to, and those joined to that one.
    """
    now = connection.ops.adapt_datetimefield_value(at)
    found: dict[int, bool] = {}
    with connection.cursor() as cursor:
        cursor.execute(SEATS, [person.pk, now] * 4)
        for audience, may_write in cursor.fetchall():
            found[audience] = found.get(audience, False) or bool(may_write)
    for other in person.vouched_by:
        theirs = dict(seats_held(other, at=at))
        found = {audience: may and theirs[audience] for audience, may in found.items() if audience in theirs}
    return tuple(sorted(found.items()))
