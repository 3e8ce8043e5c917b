"""Triggers that write in the table of changes which rows the texts of documents are made of, as they change.

No act calls the index, and none can forget it: the database itself writes, in the transaction of the act, whatever made
the change. A trigger belongs to its table, and SQLite drops it where a migration makes the table anew: `migrate` of
this slice drops them all before, and makes them again. What a trigger does is in its name, so that the names tell
whether the triggers are those of this version.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction

from palabre.pure.search import VERSION
from palabre.search.hooks import Columns, sources
from palabre.search.models import Change, Followed
from palabre.search.search_index import door
from palabre.spaces.models import Space

PREFIX = "search_log_"
EVENTS = frozenset({"insert", "update", "delete"})


@dataclasses.dataclass(frozen=True, slots=True)
class Watched:
    """A table whose rows tell of the things of `model` that `column` refers to, by some events in these columns."""

    table: str
    column: str
    model: type[models.Model]
    events: frozenset[str]
    columns: Columns

    @property
    def name(self) -> str:
        return f"{self.table}.{self.column}"

    def with_all_of(self, other: Watched) -> Watched:
        columns = {*self.columns, *other.columns} if self.columns and other.columns else None
        both = {"events": self.events | other.events, "columns": tuple(sorted(columns)) if columns else None}
        return dataclasses.replace(self, **both)  # type: ignore[arg-type]


def watched_tables() -> dict[str, Watched]:
    """Return what is watched, by the name of its column: once, whatever the number of sources that it tells of."""
    found: dict[str, Watched] = {}
    for kind, source in sources.items():
        own = Watched(table_of(kind), "id", apps.get_model(kind), EVENTS, source.columns)
        for one in (own, *(watched(kind, path)[0] for path in sources[kind].told_by)):
            found[one.name] = one.with_all_of(found[one.name]) if one.name in found else one
    return found


def table_of(kind: str) -> str:
    return str(apps.get_model(kind)._meta.db_table)


def watched(kind: str, path: str) -> tuple[Watched, str]:
    """Return what is watched at the end of a lookup, and the lookup to the row that it names.

    Rows that point at another name that one, for they may be gone; a row that is pointed at names itself, and its
    coming and going are changes of the rows that point at it.
    """
    told, (*first, last) = sources[kind].told_by[path], path.split("__")
    model: Any = apps.get_model(kind)
    for name in first:
        model = model._meta.get_field(name).related_model
    relation = model._meta.get_field(last)
    table = relation.related_model._meta.db_table
    if not relation.auto_created:
        return Watched(table, "id", relation.related_model, frozenset({"update"}), told.columns), path
    events = EVENTS if told.comes else frozenset({"update"})
    return Watched(table, relation.field.column, model, events, told.columns), "__".join(first) or "pk"


@functools.cache
def ways_to(kind: str) -> dict[str, set[str]]:
    """Return the lookups by which the things of a kind are found, for the name of each column that is watched."""
    found = defaultdict(set, {f"{table_of(kind)}.id": {"pk"}})
    for path in sources[kind].told_by:
        one, way = watched(kind, path)
        found[one.name].add(way)
    return dict(found)


def touched(space: Space, kind: str, changes: dict[str, set[int]]) -> set[int]:
    """Return the ids of the things of this kind whose text may have changed; some may be gone."""
    rows = apps.get_model(kind)._base_manager.filter(space=space).order_by()
    found: set[int] = set()
    for name, ways in ways_to(kind).items():
        numbers = changes.get(name, set())
        for way in ways if numbers else ():
            is_own = way == "pk"
            found |= numbers if is_own else set(rows.filter(**{f"{way}__in": numbers}).values_list("pk", flat=True))
    return found


def waiting_things(space: Space) -> dict[str, set[int]]:
    """Return, by kind, the ids of the things whose text may have changed since it was indexed: one query for none."""
    changes: dict[str, set[int]] = defaultdict(set)
    for what, number in Change.objects.filter(space_id=space.pk).values_list("what", "number"):
        changes[what].add(number)
    return {kind: touched(space, kind, changes) for kind in sources} if changes else {}


def triggers() -> dict[str, list[str]]:
    """Return, by its name, the SQL of each trigger of this version."""
    return {name: sql for one in watched_tables().values() for name, sql in triggers_on(one)}


def triggers_on(watched: Watched) -> Iterator[tuple[str, list[str]]]:
    for event in sorted(watched.events):
        act, when = log_statement(watched, event), change_condition(watched) if event == "update" else ""
        told = hashlib.blake2b(f"{watched.table} {event} {when} {act}".encode(), digest_size=8).hexdigest()
        name = f"{PREFIX}{event}_{told}"
        yield name, door().trigger(name, watched.table, event, when, act)


def log_statement(watched: Watched, event: str) -> str:
    """Return the INSERT that a trigger makes. A row that moves from one thing to another changes both."""
    log = f"INSERT INTO {Change._meta.db_table} (space_id, what, number)"
    space, row = "id" if watched.model is Space else "space_id", "OLD" if event == "delete" else "NEW"
    if watched.column == "id":
        return f"{log} VALUES ({row}.{space}, '{watched.name}', {row}.id)"
    ids = [f"{one}.{watched.column}" for one in (("NEW", "OLD") if event == "update" else (row,))]
    rows = f"{watched.model._meta.db_table} WHERE id IN ({', '.join(ids)})"
    return f"{log} SELECT {space}, '{watched.name}', id FROM {rows}"


def change_condition(watched: Watched) -> str:
    """Return the condition under which an UPDATE counts: Django often writes columns as they were."""
    columns = {*(watched.columns or ()), *([watched.column] if watched.columns and watched.column != "id" else [])}
    return " OR ".join(f'OLD."{name}" IS DISTINCT FROM NEW."{name}"' for name in sorted(columns))


@functools.cache
def signature() -> str:
    """Return a value that changes with the triggers, the analyser and the code that says what a text is."""
    told = hashlib.blake2b(f"{VERSION} {sorted(triggers())}".encode(), digest_size=8)
    for name in sorted({source.say.__module__ for source in sources.values()}):
        told.update(Path(str(sys.modules[name].__file__)).read_bytes())
    return told.hexdigest()


@functools.cache
def keep_watching() -> None:
    """Make the triggers that lack, once in a process."""
    watch_again()


def watch_again() -> None:
    """Have the triggers be those of this version. Whatever was not watched in the meantime is read whole again."""
    wanted, there = triggers(), there_now()
    if wanted.keys() == there.keys():
        return
    with transaction.atomic(), connection.cursor() as cursor:
        for name in there.keys() - wanted.keys():
            cursor.execute(door().without_trigger(name, there[name]))
        for name in wanted.keys() - there.keys():
            for statement in wanted[name]:
                cursor.execute(statement)
        Followed.objects.update(signature="")


def stop_watching() -> None:
    """Drop all triggers."""
    with transaction.atomic(), connection.cursor() as cursor:
        for name, table in there_now().items():
            cursor.execute(door().without_trigger(name, table))


def there_now() -> dict[str, str]:
    """Return the triggers that the database has, each with its table."""
    with connection.cursor() as cursor:
        cursor.execute(door().TRIGGERS, [f"{PREFIX}%"])
        return dict(cursor.fetchall())


def can_watch() -> bool:
    """Return whether all the tables are there: some migrations may still have to run, or were taken back."""
    wanted = {one.table for one in watched_tables().values()} | {Change._meta.db_table, Followed._meta.db_table}
    return wanted <= set(connection.introspection.table_names())
