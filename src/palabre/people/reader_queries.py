"""Queries of what a reader may read, whose SQL is compiled once: see `web.prepared_query`.

    @prepared_reading(parent=BigIntegerField())
    def children(rights, parent):
        return rights.may_read(Page).filter(parent=parent).order_by("title")

    children(reader, parent=page.pk)

`rights` answers as a reader does to `may_read`, `readable` and `space`. Where the reader's seats are not loaded, as in
an act, the query looks for them itself. A reader who is limited by others is given as `rights` itself: Django then
writes the query anew.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import BigIntegerField, Field, Model, Q, QuerySet

from palabre.people.models import AudienceKind, held_by
from palabre.web.prepared_query import ListOf, PreparedQuery

if TYPE_CHECKING:
    from palabre.people.reader import Reader

type Build = Callable[..., QuerySet[Any, Any]]


@dataclasses.dataclass(frozen=True, slots=True)
class Rights:
    """Readers of the same kind, while a query is compiled for them: `space` and `held` stand for those of each run."""

    space: Any
    held: Any
    is_member: bool

    def may_read(self, model: Any) -> Any:
        return model.objects.filter(self.readable(), space=self.space)

    def readable(self, *, of: str = "audience") -> Q:
        kinds = [AudienceKind.PUBLIC, AudienceKind.SPACE] if self.is_member else [AudienceKind.PUBLIC]
        found = Q(**{f"{of}__kind__in": kinds})
        return found if self.held is None else found | Q(**{f"{of}__in": self.held})


class PreparedReading:
    """Call it with a reader and keyword arguments; it returns a list of rows, as `Reader.fetch` does.

    With `may_load`, the rows load later what was not selected: an act works on them.
    """

    def __init__(self, build: Build, fields: dict[str, Field[Any, Any]], *, may_load: bool = False) -> None:
        self.build, self.mode = build, models.FETCH_ONE if may_load else models.FETCH_RAISE
        given = {"space": BigIntegerField(), "held": ListOf(BigIntegerField()), "sitting": BigIntegerField(), **fields}
        self.prepared = PreparedQuery(self.for_rights, given)

    def __call__(self, reader: Reader, **arguments: Any) -> list[Any]:
        if not is_plain(reader):
            return self.placed(reader, list(self.build(reader, **arguments).fetch_mode(self.mode)))
        held, person = reader.held_now, reader.person
        is_member = person is not None and person.is_member
        sitting = person.pk if person is not None and held is None else None
        seats = {"held": held or None, "sitting": sitting, "is_member": is_member}
        return self.placed(reader, self.prepared(space=reader.space.pk, **seats, **arguments))

    def placed(self, reader: Reader, rows: list[Any]) -> list[Any]:
        if rows and isinstance(rows[0], Model):  # else all are values
            for row in rows:
                reader.place(row)
        return rows

    def for_rights(self, space: Any, held: Any, sitting: Any, is_member: bool, **arguments: Any) -> QuerySet[Any, Any]:
        """Return the rows for readers of these seats, or of those that the person `sitting` holds when it runs."""
        rights = Rights(space, held if sitting is None else held_by(sitting), is_member)
        return self.build(rights, **arguments).fetch_mode(self.mode)


def prepared_reading(*, may_load: bool = False, **fields: Field[Any, Any]) -> Callable[[Build], PreparedReading]:
    """Decorate a function that builds a queryset from rights; `fields` are those of its arguments that vary."""
    return lambda build: PreparedReading(build, fields, may_load=may_load)


def is_plain(reader: Reader) -> bool:
    """Return whether the reader reads by their own seats alone."""
    person = reader.person
    if person is None:
        return not reader.limited_by
    return not (reader.limited_by or person.vouched_by) and person.space_id == reader.space.pk
