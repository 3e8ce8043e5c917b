"""Export of a space: rows as JSON, and the part about people.

Only what the reader may read, with names as they read them. Never an email address, a link or a letter.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from palabre.people.models import Affiliation, Organisation, Person
from palabre.people.reader import Reader
from palabre.people.roster import known_to

type File = tuple[str, bytes | Path]  # large content is on the disk: it is read while it is packed


def in_json(name: str, rows: Iterable[dict[str, Any]]) -> File:
    """Return a file of these rows, deterministic."""
    told = json.dumps(list(rows), cls=DjangoJSONEncoder, ensure_ascii=False, indent=1, sort_keys=True)
    return f"{name}.json", f"{told}\n".encode()


def exported_value(reader: Reader, model: Any, *ties: str) -> models.QuerySet[Any]:
    """Return the rows that the reader may read, by id, with the persons that `ties` lead to."""
    rows: models.QuerySet[Any] = reader.may_read(model).select_related("audience", *ties).order_by("pk")
    return rows


def export_row(reader: Reader, row: Any, *fields: str) -> dict[str, Any]:
    """Return a row as its fields: a person as a name, another thing as an id; and its audience."""
    words = {"number": row.pk} | {field: value_of(reader, row, field) for field in fields}
    if hasattr(row, "audience_id"):
        words["read_by"] = row.audience.kind
    return words


def export_rows(reader: Reader, model: Any, *fields: str) -> list[dict[str, Any]]:
    """Return every row of `model` that the reader may read."""
    persons = [field for field in fields if leads_to_a_person(model, field)]
    return [export_row(reader, row, *fields) for row in exported_value(reader, model, *persons)]


def value_of(reader: Reader, row: Any, name: str) -> Any:
    if leads_to_a_person(type(row), name):
        return exported_name(reader, getattr(row, name))
    field = row._meta.get_field(name)
    return getattr(row, field.attname)


def leads_to_a_person(model: Any, name: str) -> bool:
    return model._meta.get_field(name).related_model is Person


def exported_name(reader: Reader, person: Person | None) -> str | None:
    """Return how a person is named here; None where their name was removed."""
    return None if person is None or reader.living(person).erased_at is not None else reader.name_of(person)


def export_people(reader: Reader) -> Iterator[File]:
    yield in_json("people", exported_people(reader))
    ties: dict[int, list[str | None]] = {}
    contacts: dict[int, list[str | None]] = {}
    rows_of_known = Affiliation.objects.filter(organisation__space=reader.space, person__in=known(reader))
    for tie in rows_of_known.select_related("person").order_by("pk"):
        for said in (ties, contacts) if tie.contact_since else (ties,):
            said.setdefault(tie.organisation_id, []).append(exported_name(reader, tie.person))
    rows = exported_value(reader, Organisation)
    said_of = {"people": ties, "contacts": contacts}
    yield in_json(
        "organisations",
        (
            export_row(reader, row, "name", "same_as") | {key: said.get(row.pk, []) for key, said in said_of.items()}
            for row in rows
        ),
    )


def takes_everything(reader: Reader) -> bool:
    """Return whether the server's administrator, who is nobody here, takes the space away."""
    return reader.person is not None and reader.person._state.adding


def known(reader: Reader) -> models.QuerySet[Person]:
    """Return the persons that the reader may know of: not those named only in preparations of others."""
    if takes_everything(reader):
        return Person.objects.filter(space=reader.space, erased_at=None)
    rows: models.QuerySet[Person] = known_to(reader)
    return rows


def exported_people(reader: Reader) -> Iterator[dict[str, Any]]:
    """Yield the persons that the reader may know of, each once, with what everybody sees: when they came and joined."""
    rows = known(reader).filter(same_as=None).order_by("pk")
    for person in rows:
        said = {"came_at": person.came_at, "joined_at": person.joined_at, "steward_since": person.steward_since}
        yield {"number": person.pk, "name": reader.name_of(person)} | said
