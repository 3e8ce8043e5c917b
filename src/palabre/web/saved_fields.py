"""Rows saved with SQL that is written once for each model: a new row, or some fields of a row.

Django writes the same INSERT and UPDATE anew for each row, which takes it several times as long as the database. Here
it writes each once; the values go through its fields each time. A model for which saving does more than that, by its
own `save`, a signal or a default of the database, is saved by Django.
"""

from __future__ import annotations

import dataclasses
from functools import lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models import AutoField, BigAutoField, Field, Model
from django.db.models.signals import post_save, pre_save
from django.db.models.sql import InsertQuery, UpdateQuery

MOST_STATEMENTS = 1_000


@dataclasses.dataclass(frozen=True, slots=True)
class Statement:
    """Takes the values of `fields`, in this order; the id of the row comes last where it changes one."""

    sql: str
    fields: tuple[Field[Any, Any], ...]


def save_fields(row: Model, **values: Any) -> None:
    """Set these fields of the row, and store them alone. Raises `NotUpdated` where the row is gone."""
    for name, value in values.items():
        setattr(row, name, value)
    store_fields(row, tuple(values))


def store_fields(row: Any, names: tuple[str, ...]) -> None:
    """Store these fields of the row as they are, and no other, as Django's `save` does."""
    model: type[Model] = type(row)
    connection = connections[DEFAULT_DB_ALIAS]
    there = changing(model, names, connection.vendor) if row.pk is not None and is_plain(model) else None
    values = values_of(row, there.fields, connection, is_new=False) if there else None
    if there is None or values is None:
        row.save(update_fields=names)
        return
    with transaction.mark_for_rollback_on_error(DEFAULT_DB_ALIAS), connection.cursor() as cursor:
        cursor.execute(there.sql, [*values, row.pk])
        if not cursor.rowcount:
            raise row.NotUpdated("Save with update_fields did not affect any rows.")
    row._state.db, row._state.adding = DEFAULT_DB_ALIAS, False


def insert[Row: Model](row: Row) -> Row:
    """Store a new row and give it its id, as `objects.create` does. Return it."""
    model, connection = type(row), connections[DEFAULT_DB_ALIAS]
    there = inserting(model, connection.vendor) if row.pk is None and is_plain(model) else None
    values = values_of(row, there.fields, connection, is_new=True) if there else None
    if there is None or values is None:
        row.save(force_insert=True)
        return row
    with transaction.mark_for_rollback_on_error(DEFAULT_DB_ALIAS), connection.cursor() as cursor:
        cursor.execute(there.sql, values)
        row.pk = cursor.fetchone()[0]
    row._state.db, row._state.adding = DEFAULT_DB_ALIAS, False
    return row


def values_of(row: Any, fields: tuple[Field[Any, Any], ...], connection: Any, *, is_new: bool) -> list[Any] | None:
    """Return the values as the database's driver takes them; None where one is an expression.

    Raises ValueError where the row refers to one that is not stored.
    """
    row._prepare_related_fields_for_save("save", None if is_new else fields)
    values = [field.get_db_prep_save(field.pre_save(row, is_new), connection) for field in fields]
    return None if any(hasattr(value, "as_sql") for value in values) else values


def is_plain(model: type[Model]) -> bool:
    """Return whether saving a row of this model only writes it."""
    return is_plainly_made(model) and not (pre_save.has_listeners(model) or post_save.has_listeners(model))


@lru_cache(maxsize=MOST_STATEMENTS)
def is_plainly_made(model: type[Model]) -> bool:
    meta, fields = model._meta, model._meta.concrete_fields
    is_djangos = model.save is Model.save and model.save_base is Model.save_base
    is_one_table = not (meta.parents or meta.proxy or meta.order_with_respect_to)
    more = ("get_placeholder", "get_placeholder_sql")
    is_usual = not any(
        one.generated or one.has_db_default() or any(hasattr(one, way) for way in more) for one in fields
    )
    return is_djangos and is_one_table and is_usual and type(meta.pk) in (AutoField, BigAutoField)


@lru_cache(maxsize=MOST_STATEMENTS)
def inserting(model: type[Model], _vendor: str) -> Statement | None:
    """Return the INSERT of one row, which returns its id; None where this database returns none."""
    connection = connections[DEFAULT_DB_ALIAS]
    if not connection.features.can_return_columns_from_insert:
        return None
    fields = tuple(field for field in model._meta.concrete_fields if field is not model._meta.pk)
    query = InsertQuery(model)
    query.insert_values(fields, [model()], raw=True)
    compiler: Any = query.get_compiler(connection=connection)
    compiler.returning_fields = [model._meta.pk]
    [(sql, _values)] = compiler.as_sql()
    return Statement(sql, fields) if sql.count("%s") == len(fields) else None


@lru_cache(maxsize=MOST_STATEMENTS)
def changing(model: type[Model], names: tuple[str, ...], _vendor: str) -> Statement | None:
    """Return the UPDATE of these fields of one row; None where a name is of no field to update."""
    fields = tuple(one for one in model._meta.concrete_fields if one.name in names or one.attname in names)
    if len(fields) < len(names) or model._meta.pk in fields or not fields:
        return None
    query: Any = model._base_manager.filter(pk=0).query.chain(UpdateQuery)
    query.add_update_fields([(field, None, None) for field in fields])
    sql, _values = query.get_compiler(connection=connections[DEFAULT_DB_ALIAS]).as_sql()
    return Statement(sql, fields) if sql.count("%s") == len(fields) + 1 else None
