"""Words of a thing said otherwise: the journal keeps the former ones, so that the change is undone as they were."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable
from typing import Any

from palabre.journal.models import Entry, kind_of
from palabre.journal.people_verbs import record_people_fact
from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.web.saved_fields import save_fields

MOST_FORMER = 6  # changes whose former words are shown


def change_words(thing: Any, verb: str, *, by: Person, **values: Any) -> Entry | None:
    """Store these values in the fields of the thing. Return the entry that undoes it; None if nothing changed.

    The thing is a space, or has a `space` and an `audience`: the caller holds it. Values are texts, days or None.
    """
    former = {name: getattr(thing, name) for name in values}
    if former == values:
        return None
    save_fields(thing, **values)
    return record_people_fact(verb, thing, by=by, former=in_json(former), now=in_json(values))


def undo_change(thing: Any, verb: str, number: int, *, by: Person) -> None:
    """Bring back the former words of the entry of this id, unless the thing was said otherwise since.

    Idempotent. The caller holds the thing.
    """
    about = {"subject_kind": kind_of(thing), "subject_id": thing.pk, "verb": verb}
    entry = Entry.objects.filter(pk=number, **about).first()
    if entry is None or in_json({name: getattr(thing, name) for name in entry.facts["now"]}) != entry.facts["now"]:
        return
    former = {name: thing._meta.get_field(name).to_python(value) for name, value in entry.facts["former"].items()}
    change_words(thing, verb, by=by, **former)


@dataclasses.dataclass(frozen=True, slots=True)
class FormerWords:
    """The texts that a change replaced, by name of their field; who changed them, and when."""

    number: int
    texts: dict[str, str]
    by: str
    at: datetime.datetime


def former_words(thing: Any, verb: str, reader: Reader) -> list[FormerWords]:
    """Return the words that the last changes of the thing replaced, the newest first. One query.

    The verb records texts alone, by `change_words`. Changes of nothing are left out.
    """
    about = {"subject_kind": kind_of(thing), "subject_id": thing.pk, "verb": verb}
    rows = Entry.objects.filter(**about, facts__has_key="former").select_related("by").order_by("-pk")
    return [
        FormerWords(one.pk, texts, reader.name_of(one.by) if one.by else "", one.at)
        for one in rows[:MOST_FORMER]
        if any((texts := one.facts["former"]).values())
    ]


def taken_again(former: Iterable[FormerWords], number: str | None) -> dict[str, str]:
    """Return the texts of the change of this id, as an address says it, to be written in a form; {} for none."""
    return next((one.texts for one in former if str(one.number) == number), {})


def in_json(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, datetime.date) else value for name, value in values.items()}
