"""One reader of one space, today: what they may read, with addresses that cost no query."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import BigIntegerField, Q
from django.http import Http404
from django.utils import timezone

from palabre.people.models import Person, readable
from palabre.people.reader_queries import prepared_reading
from palabre.people.seats_held import Seats, seats_held
from palabre.spaces.models import Space
from palabre.web.prepared_query import ListOf

NAMED_BY = ("name", "came_at", "erased_at", "same_as_id")  # the columns of a person that `name_of` reads


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

    @classmethod
    def here(cls, space: Space, person: Person | None) -> Reader:
        """Return the reader that this person is in this space, today."""
        return cls(space, person, timezone.localdate())

    @property
    def held_now(self) -> tuple[int, ...] | None:
        """Return the audiences of the reader's seats, loaded here or with who comes; None where they are not."""
        seats = self.person.seats_now if self.person is not None else ()
        if self.held is not None or seats is None:
            return self.held
        return tuple(audience for audience, _may_write in seats)

    def may_read(self, model: Any) -> Any:
        """Return the rows of `model` in this space that the reader may read, as a queryset to narrow."""
        if self.person is not None and self.person.space_id != self.space.pk:
            return model.objects.none()
        return model.objects.filter(self.readable(), space=self.space)

    def find[Row: models.Model](self, model: type[Row], number: int, *related: str) -> Row:
        """Return the row of this id, with these relations loaded. Raises Http404 unless the reader may read it."""
        is_number = number <= models.BigIntegerField.MAX_BIGINT  # a longer one may be typed in an address
        found: list[Row] = row_numbered(self, number=number, model=model, related=related) if is_number else []
        if not found:
            raise Http404(f"no {model._meta.label_lower} {number} that this reader may read")
        return found[0]

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
            ends = {end.pk: end for end in rows_numbered(self, numbers=sorted(numbers), model=model)}
        for row in found:
            setattr(row, name, ends.get(getattr(row, f"{name}_id")))
        return found

    def place(self, row: Any) -> Any:
        """Attach the loaded space, so that get_absolute_url() costs no query."""
        if row is not None:
            if vars(row).get("space_id") == self.space.pk:  # as Django's attribute does, without its checks
                row._state.fields_cache["space"] = self.space
            else:
                row.space = self.space
        return row

    def heard(self, at: str) -> Q:
        """Return a filter of what a `person` said beside a thing, at the instant of the column `at`: all, for members.

        Others hear what was said since the space became public, the last time: members had said the rest to members.
        Their own words too are left out, for a screen that is kept is the same for all of them.
        """
        since = self.space.public_at
        if since is None or (self.person is not None and self.person.is_member):
            return Q()
        return Q(**{f"{at}__isnull": True}) | Q(**{f"{at}__gte": since})

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


@prepared_reading(may_load=True, number=BigIntegerField())
def row_numbered(rights: Any, number: Any, model: type[models.Model], related: tuple[str, ...]) -> Any:
    rows = rights.may_read(model).filter(pk=number)
    return rows.select_related(*related) if related else rows


@prepared_reading(numbers=ListOf(BigIntegerField()))
def rows_numbered(rights: Any, numbers: Any, model: type[models.Model]) -> Any:
    return rights.may_read(model).filter(pk__in=numbers)


def seats_of(request: Any) -> Seats:
    """Return the audiences in which the person here holds a seat, and whether they write there: loaded once.

    What a pass opens counts as a seat, also of a visitor who is nobody.
    """
    given = getattr(request, "given_pass", None)
    opened = given.seats if given is not None else ()
    if request.person is None:
        return opened
    if not hasattr(request, "seats"):
        request.seats = seats_held(request.person, at=timezone.now()) + opened
    return request.seats  # type: ignore[no-any-return]


def someone(request: Any) -> Person:
    """Return the current person; 403 for a visitor.

    A convener may act by a seat alone, without joining: the acts check who may.
    """
    if request.person is None:
        raise PermissionDenied
    person: Person = request.person
    return person
