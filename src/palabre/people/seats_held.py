"""The seats that a person holds at an instant, in plain SQL: every page needs them, and Django writes SQL slowly.

A seat opens the audiences that are joined to its own, the one that its own is joined to, and those joined to that one,
as `models.held_by` says.
"""

from __future__ import annotations

import datetime
from typing import Any

from django.db import connection
from django.db.models import DateTimeField, Expression, TextField, Value

from palabre.people.models import Audience, Person, Seat

type Seats = tuple[tuple[int, bool], ...]  # (audience, may write), each audience once, sorted

HELD = f"FROM {Seat._meta.db_table} seat"
NOW = "WHERE seat.person_id = {person} AND (seat.until IS NULL OR seat.until > {now})"
HERS = f"JOIN {Audience._meta.db_table} hers ON hers.id = seat.audience_id AND hers.joined_to_id IS NOT NULL"
OTHER = f"JOIN {Audience._meta.db_table} other ON other.joined_to_id"
SEATS = " UNION ALL ".join(
    (
        f"SELECT seat.audience_id AS held, seat.may_write AS may {HELD} {NOW}",
        f"SELECT other.id, seat.may_write {HELD} {OTHER} = seat.audience_id {NOW}",
        f"SELECT hers.joined_to_id, seat.may_write {HELD} {HERS} {NOW}",
        f"SELECT other.id, seat.may_write {HELD} {HERS} {OTHER} = hers.joined_to_id {NOW}",
    )
)
OF_ONE = SEATS.format(person="%s", now="%s")
TOLD = "CASE WHEN may THEN held ELSE -held END"  # a seat that only reads is a negative number
JOINED = {"sqlite": f"group_concat({TOLD}, ' ')", "postgresql": f"string_agg(CAST({TOLD} AS text), ' ')"}


class SeatsInWords(Expression):
    """The seats of each row of a query of persons, as words that `seats_in` reads: no second query."""

    def __init__(self, now: Any) -> None:
        super().__init__(output_field=TextField())
        self.now = now if hasattr(now, "resolve_expression") else Value(now, DateTimeField())

    def get_source_expressions(self) -> list[Any]:
        return [self.now]

    def set_source_expressions(self, exprs: Any) -> None:
        (self.now,) = exprs

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        now, values = compiler.compile(self.now)
        person = f"{connection.ops.quote_name(Person._meta.db_table)}.id"
        rows = SEATS.format(person=person, now=now)
        return f"(SELECT {JOINED[connection.vendor]} FROM ({rows}) held)", tuple(values) * 4


def seats_in(words: str | None) -> Seats:
    """Return the seats of these words of `SeatsInWords`."""
    return as_seats((abs(number), number > 0) for number in map(int, (words or "").split()))


def seats_held(person: Person, *, at: datetime.datetime) -> Seats:
    """Return the seats that the person holds at this instant, and no more than those of each of their vouchers."""
    return as_vouched(person, own_seats(person, at=at), at=at)


def own_seats(person: Person, *, at: datetime.datetime) -> Seats:
    now = connection.ops.adapt_datetimefield_value(at)
    with connection.cursor() as cursor:
        cursor.execute(OF_ONE, [person.pk, now] * 4)
        return as_seats((audience, bool(may_write)) for audience, may_write in cursor.fetchall())


def as_vouched(person: Person, seats: Seats, *, at: datetime.datetime) -> Seats:
    """Return these seats as far as each voucher holds them too."""
    for other in person.vouched_by:
        theirs = dict(seats_held(other, at=at))
        seats = tuple((audience, may and theirs[audience]) for audience, may in seats if audience in theirs)
    return seats


def as_seats(rows: Any) -> Seats:
    """Return each audience once; who may write by one seat may write."""
    found: dict[int, bool] = {}
    for audience, may_write in rows:
        found[audience] = found.get(audience, False) or may_write
    return tuple(sorted(found.items()))
