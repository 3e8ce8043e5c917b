"""Queries whose SQL is compiled once, for the few that nearly every request makes.

To build and compile a queryset takes Django ten times as long as its execution (1.2 ms against 0.1 for the persons that
a device knows). Here the ORM still writes the SQL, once for each shape of the arguments:

    @prepared(slug=models.SlugField(), account=models.IntegerField())
    def persons(slug, account):
        rows = Person.objects.filter(space__slug=slug)
        return rows if account is None else rows.filter(account=account)

    persons(slug="val", account=None)

`slug` and `account` reach the function as expressions that stand for the values of each run; None is passed as None,
and makes another shape, as does each argument that has no field. A list is a `ListOf`, after `__in`: of numbers where
no field says of what. Whatever else the
function reads is part of the SQL for ever: no clock, no setting that changes. It may not ask an expression for its
value.
"""

from __future__ import annotations

import copy
import dataclasses
import functools
import json
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import BigIntegerField, Case, Expression, Field, Model, QuerySet, Value
from django.db.models.base import ModelState
from django.db.models.fields.related_descriptors import ForeignKeyDeferredAttribute
from django.db.models.query import (
    FlatValuesListIterable,
    ModelIterable,
    ValuesListIterable,
    get_related_populators,
)
from django.db.models.query_utils import DeferredAttribute
from django.db.models.signals import post_init, pre_init
from django.db.models.sql import UpdateQuery
from django.db.transaction import TransactionManagementError, mark_for_rollback_on_error

type Shape = Hashable
type Changes = dict[str, Any]
type Make = Callable[[str, list[str], Any], Model]  # from a database, the names of fields and their values


class Parameter(Expression):
    """The value of one argument, known at each run."""

    def __init__(self, name: str, field: Field[Any, Any]) -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        many = getattr(self.output_field, "rows_sql", None)
        return many(connection) if many else "%s", (self,)

    def value(self, given: dict[str, Any], connection: Any) -> Any:
        """Return the value of this run, as the database's driver takes it."""
        return self.output_field.get_db_prep_value(given[self.name], connection)


class ListOf(Field):  # type: ignore[type-arg]
    """The field of an argument that is a list of numbers or of words: `filter(pk__in=numbers)`, of whatever length."""

    def __init__(self, one: Field[Any, Any]) -> None:
        super().__init__()
        self.one = one

    def rows_sql(self, connection: Any) -> str:
        if connection.vendor == "sqlite":
            return "(SELECT value FROM json_each(%s))"
        return f"(SELECT unnest(%s::{self.one.rel_db_type(connection)}[]))"

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return json.dumps(list(value)) if connection.vendor == "sqlite" else list(value)


@dataclasses.dataclass(frozen=True, slots=True)
class Compiled:
    """A queryset of one shape, with its compiler, its SQL, and the values and parameters of this SQL.

    `converters` are those of the compiler: how each column that needs it is read. `maker` makes models or values of the
    rows; None: Django does.
    """

    rows: QuerySet[Any, Any]
    compiler: Any
    sql: str
    values: tuple[Any, ...]
    converters: dict[int, Any]
    maker: RowMaker | ValuesMaker | None

    @property
    def locks(self) -> bool:
        """Django refuses a lock outside a transaction where it writes the SQL, which is once."""
        return bool(self.rows.query.select_for_update)

    @classmethod
    def of(cls, rows: QuerySet[Any, Any]) -> Compiled:
        compiler = rows.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, values = compiler.as_sql()
        columns = [column for column, *_rest in compiler.select[: compiler.col_count]]
        maker = RowMaker.of(rows, compiler) or ValuesMaker.of(rows, compiler)
        return cls(rows, compiler, sql, tuple(values), needed(compiler.get_converters(columns)), maker)

    def answered(self, connection: Any, values: tuple[Any, ...]) -> list[Any]:
        """Run this SQL on the connection of this thread, and return the rows."""
        if self.locks and connection.features.has_select_for_update and connection.get_autocommit():
            raise TransactionManagementError("rows are locked in a transaction only")
        if self.maker is None:
            return list(self.again(connection, values))
        with connection.cursor() as cursor:
            cursor.execute(self.sql, values)
            found = cursor.fetchall()
        return self.maker.made_of(self.converted(found, connection) if self.converters else found)

    def converted(self, rows: list[Any], connection: Any) -> Iterator[list[Any]]:
        """Yield the rows as Django’s compiler reads them, which leaves an empty value alone: most dates are empty."""
        converters = [(column, *what) for column, what in self.converters.items()]
        for row in map(list, rows):
            for column, convert, expression in converters:
                value = row[column]
                if value is not None:
                    for one in convert:
                        value = one(value, expression, connection)
                    row[column] = value
            yield row

    def again(self, connection: Any, values: tuple[Any, ...]) -> QuerySet[Any, Any]:
        """Return these rows as a new queryset that runs this SQL."""
        mine, query = self.on(connection), copy.copy(self.rows.query)  # never narrowed: no deep copies
        mine.as_sql = lambda *_arguments, **_options: (self.sql, values)
        mine.get_converters = lambda _columns: self.converters
        query.get_compiler = lambda *_arguments, **_options: mine  # type: ignore[method-assign]
        again = object.__new__(type(self.rows))
        again.__dict__.update(self.rows.__dict__, _query=query)
        return again

    def on(self, connection: Any) -> Any:
        mine = copy.copy(self.compiler)
        mine.connection = connection
        return mine


def needed(converters: dict[int, Any]) -> dict[int, Any]:
    """Return the converters of columns without those of constant numbers: a database gives them back as they are."""
    return {column: what for column, what in converters.items() if not is_number(what[1])}


def is_number(expression: Any) -> bool:
    """Return whether it is a constant number, or one of several."""
    if isinstance(expression, Case):
        return all(map(is_number, (*(case.result for case in expression.cases), expression.default)))
    return isinstance(expression, Value) and type(expression.value) is int


@dataclasses.dataclass(frozen=True, slots=True)
class RowMaker:
    """Makes a model of each row, with what Django’s `ModelIterable` finds anew at each run.

    `names` are the columns from `start` to `end`, `beside` makes the related models, `annotations` are columns by name.
    """

    make: Make
    start: int
    end: int
    names: list[str]
    beside: list[Any]
    annotations: dict[str, int]

    @classmethod
    def of(cls, rows: Any, compiler: Any) -> RowMaker | None:
        """Return the maker; None for rows that are not models, or that Django makes with more than this."""
        mode, info = rows._fetch_mode, compiler.klass_info
        is_more = rows._prefetch_related_lookups or rows._known_related_objects or mode.track_peers
        if rows._iterable_class is not ModelIterable or is_more:
            return None
        start, end = info["select_fields"][0], info["select_fields"][-1] + 1
        names = [column.target.attname for column, *_rest in compiler.select[start:end]]
        beside = quickened(get_related_populators(info, compiler.select, DEFAULT_DB_ALIAS, mode), mode)
        return cls(make_of(info["model"], mode), start, end, names, beside, compiler.annotation_col_map or {})

    def made_of(self, rows: Iterable[Any]) -> list[Any]:
        return [self.made(row) for row in rows]

    def made(self, row: Any) -> Model:
        one = self.make(DEFAULT_DB_ALIAS, self.names, row[self.start : self.end])
        for populator in self.beside:
            populator.populate(row, one)
        for name, column in self.annotations.items():
            setattr(one, name, row[column])
        return one


@dataclasses.dataclass(frozen=True, slots=True)
class ValuesMaker:
    """Makes what `values_list` returns of the first `width` columns: tuples, or single values (`is_flat`)."""

    width: int
    is_flat: bool

    @classmethod
    def of(cls, rows: Any, compiler: Any) -> ValuesMaker | None:
        """Return the maker; None for rows of another kind, or with fields of several columns."""
        columns = [column for column, *_rest in compiler.select[: compiler.col_count]]
        kind = rows._iterable_class
        if kind not in (ValuesListIterable, FlatValuesListIterable) or compiler.has_composite_fields(columns):
            return None
        return cls(len(columns), kind is FlatValuesListIterable)

    def made_of(self, rows: Iterable[Any]) -> list[Any]:
        if self.is_flat:
            return [row[0] for row in rows]
        if isinstance(rows, list) and rows and type(rows[0]) is tuple and len(rows[0]) == self.width:
            return rows  # as the driver read them
        return [tuple(row[: self.width]) for row in rows]


def quickened(populators: list[Any], mode: Any) -> list[Any]:
    """Have those that make the related models make them as we do the models themselves."""
    for one in populators:
        one.from_db = make_of(one.model_cls, mode)
        quickened(one.related_populators, mode)
    return populators


def make_of(model: type[Model], mode: Any) -> Make:
    """Return what makes a model of the values of its fields, as Django’s `from_db` does."""
    if not is_plain(model):
        return functools.partial(model.from_db, fetch_mode=mode)
    return functools.partial(made_plainly, model, mode)


def made_plainly(model: type[Model], mode: Any, database: str, names: list[str], values: Any) -> Model:
    one, state = object.__new__(model), ModelState()
    state.adding, state.db, state.fetch_mode = False, database, mode
    one.__dict__["_state"] = state
    one.__dict__.update(zip(names, values))
    return one


def is_plain(model: type[Model]) -> bool:
    """Return whether the constructor of its rows only sets their fields: nothing listens to it, no field is special.

    Django sets each field by itself and sends two signals: a third of the time of a query that fetches many rows.
    """
    is_djangos = model.__init__ is Model.__init__ and model.from_db.__func__ is Model.from_db.__func__  # type: ignore[attr-defined]
    is_heard = pre_init.has_listeners(model) or post_init.has_listeners(model)
    kinds = {type(getattr(model, field.attname)) for field in model._meta.concrete_fields}
    return is_djangos and not is_heard and kinds <= {DeferredAttribute, ForeignKeyDeferredAttribute}


NUMBERS = ListOf(BigIntegerField())
MOST_SHAPES = 500  # of one query: beyond, they are forgotten


class PreparedQuery:
    """Call it with keyword arguments, as the function that builds it; it returns a list of rows."""

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], fields: dict[str, Field[Any, Any]]) -> None:
        self.build, self.fields = build, fields
        self.compiled: dict[Shape, Compiled] = {}

    def __call__(self, **arguments: Any) -> list[Any]:
        connection = connections[DEFAULT_DB_ALIAS]
        given = {name: value for name, value in arguments.items() if self.is_value(name, value)}
        rest = tuple((name, value) for name, value in arguments.items() if name not in given)
        shape = (connection.vendor, tuple(given), rest)
        compiled = self.compiled.get(shape) or self.compile(shape, given, dict(rest))
        ready = {name: self.field_of(name).get_db_prep_value(value, connection) for name, value in given.items()}
        values = (ready[one.name] if isinstance(one, Parameter) else one for one in compiled.values)
        return compiled.answered(connection, tuple(values))

    def field_of(self, name: str) -> Field[Any, Any]:
        return self.fields.get(name, NUMBERS)

    def is_value(self, name: str, value: Any) -> bool:
        return value is not None and (name in self.fields or isinstance(value, list))

    def compile(self, shape: Shape, given: dict[str, Any], rest: dict[str, Any]) -> Compiled:
        if len(self.compiled) >= MOST_SHAPES:
            self.compiled.clear()
        values = {name: Parameter(name, self.field_of(name)) for name in given}
        self.compiled[shape] = made = Compiled.of(self.build(**values, **rest))
        return made


def prepared(**fields: Field[Any, Any]) -> Callable[[Callable[..., QuerySet[Any, Any]]], PreparedQuery]:
    """Decorate a function that builds a queryset; `fields` are those of the arguments that are values of each run."""
    return lambda build: PreparedQuery(build, fields)


class PreparedUpdate:
    """Call it with keyword arguments, none of them None; it changes the rows, and returns how many there were."""

    def __init__(self, build: Callable[..., tuple[Any, Changes]], fields: dict[str, Field[Any, Any]]) -> None:
        self.build, self.fields = build, fields
        self.compiled: dict[str, tuple[str, tuple[Any, ...]]] = {}

    def __call__(self, **given: Any) -> int:
        connection = connections[DEFAULT_DB_ALIAS]
        sql, known = self.compiled.get(connection.vendor) or self.compile(connection)
        values = [one.value(given, connection) if isinstance(one, Parameter) else one for one in known]
        with mark_for_rollback_on_error(DEFAULT_DB_ALIAS), connection.cursor() as cursor:
            cursor.execute(sql, values)
            return int(cursor.rowcount)

    def compile(self, connection: Any) -> tuple[str, tuple[Any, ...]]:
        rows, changes = self.build(**{name: Parameter(name, field) for name, field in self.fields.items()})
        query = rows.query.chain(UpdateQuery)
        query.add_update_values(changes)
        self.compiled[connection.vendor] = made = query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
        return made  # type: ignore[no-any-return]


def prepared_update(**fields: Field[Any, Any]) -> Callable[[Callable[..., tuple[Any, Changes]]], PreparedUpdate]:
    """Decorate a function that returns a queryset of rows, and what changes in them: values or expressions by field."""
    return lambda build: PreparedUpdate(build, fields)
