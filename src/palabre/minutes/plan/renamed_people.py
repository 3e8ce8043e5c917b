"""Persons of a former reading whom a list, or a corrected text, names otherwise: which of them take the new name.

A person is renamed as long as they are only what these minutes, or their importer, say. Whom others named since keeps
their name, and a name that somebody else bears is that somebody: renamed to it, an older row would get what others give
to that name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from palabre.minutes.models import Imported
from palabre.minutes.plan.known_rows import Known
from palabre.minutes.plan.plan import Plan
from palabre.people.duplicates.person_merge import fields_that_point_at
from palabre.people.models import Person

AUTHORS = ("by_id", "made_by_id", "typed_by_id")  # whose words a row is


def with_own_names(
    matches: dict[str, str], plan: Plan, rows: dict[str, Any], *, known: Known, hands: Collection[Person]
) -> dict[str, str]:
    """Return the matches (former key by new key) without the persons who do not take the new name.

    `rows` are the former ones, by key; what `hands` brought or wrote is not of others. No query when nobody is renamed.
    """
    renamed = {key: rows[former] for key, former in matches.items() if key != former and is_named(rows[former])}
    persons = {row.pk: row for row in renamed.values()}
    kept = set(named_by_others(persons, hands)) | {row.pk for row in persons.values() if row.same_as_id}
    gone = set()
    for key, row in renamed.items():
        bearer = known.find(plan.wanted[key], plan.wanted[key].fields)
        if row.pk in kept or (bearer is not None and bearer.pk != row.pk):
            gone.add(key)
    return {key: former for key, former in matches.items() if key not in gone}


def is_named(row: Any) -> bool:
    """Return whether the row is a person who has only a name."""
    return isinstance(row, Person) and not row.has_come


def named_by_others(persons: Collection[int], hands: Collection[Person]) -> Iterator[int]:
    """Yield the ids of the persons whom rows name that these hands neither brought nor wrote. A query per field."""
    if not persons:
        return
    numbers = {one.pk for one in hands}
    brought = Imported.objects.filter(reading__by__in=numbers, made=True)
    for field in fields_that_point_at(Person):
        found = list(field.model._base_manager.filter(**{f"{field.name}__in": persons}))
        made = brought.filter(thing_kind=field.model._meta.label_lower, thing_id__in=[row.pk for row in found])
        own = set(made.values_list("thing_id", flat=True)) if found else set()
        for row in found:
            if row.pk not in own and not any(getattr(row, name, None) in numbers for name in AUTHORS):
                yield getattr(row, field.attname)
