"""Rows that a space already has, so that naming them again in minutes does not duplicate them.

A person is known by their name, a group by one of its conveners, a question, need or action by its words, a meeting by
its group and day. Only what the importer may see counts, and who corrects their text too. A merged person is known by
either name; a passer-by by none that they typed, and nobody by one that they took since they came (own_spellings). A
known question has its first wording; a text that says the former words of a need, an action, a call or a line of
inquiry names it too.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterator
from functools import partial
from typing import Any

from django.db import models

from palabre.groups.lineage.group_family import living_ones
from palabre.groups.models import Action, Group, Inquiry, Membership, Need, Role, RoleCall
from palabre.journal.models import Entry, kind_of
from palabre.meetings.models import Meeting, Series
from palabre.minutes.plan.plan import Wanted
from palabre.people.duplicates.own_spellings import given_to_oneself
from palabre.people.models import Organisation, Person, held_by
from palabre.pure.french import fold, name_key, organisation_key
from palabre.questions.models import Forum, Question, Wording
from palabre.spaces.models import Space

CARRIES = (Role.CONVENER, Role.CO_CONVENER)


Get = Callable[[str], Any]  # a field's value, from an existing row or from a wanted one


def by_words(get: Get) -> Any:
    return (pk_of(get("group")), " ".join(fold(get("text")).split()))


def by_call(get: Get) -> Any:
    return (pk_of(get("group")), " ".join(fold(get("words")).split()))


def by_day(get: Get) -> Any:
    return (pk_of(get("group")), get("on")) if get("on") else None


def is_alive(row: models.Model) -> bool:
    """Return whether the row was not merged into another one."""
    return getattr(row, "same_as_id", None) is None


def precedence(row: models.Model, taken: Collection[int]) -> tuple[bool, bool, bool]:
    """Return what is known last, and so first: the row itself before a double of it, who came before who did not.

    A name of `taken`, which its bearer gave themselves, gives way to all others.
    """
    if not isinstance(row, Person):
        return True, is_alive(row), False
    return row.pk not in taken, is_alive(row), row.has_come


def is_typed_in_passing(row: models.Model, *, of: models.Model) -> bool:
    """Return whether the row is a name that a passer-by (`of`) typed: a text that says it names somebody else."""
    return isinstance(row, Person) and isinstance(of, Person) and row.is_self_named and of.is_passer_by


def is_typed_since(row: models.Model, said_at: datetime.datetime | None) -> bool:
    """Return whether the row is a name that was typed, or whose bearer joined, after the text was brought."""
    if said_at is None or not isinstance(row, Person) or not row.is_typed:
        return False
    return max(row.named_at, row.joined_at or row.named_at) > said_at


def pk_of(row: models.Model | None) -> int | None:
    return row.pk if row else None


NATURAL_KEYS: dict[type[models.Model], Callable[[Get], Any]] = {
    Person: lambda get: name_key(get("name")),
    Organisation: lambda get: organisation_key(get("name")) or get("name"),
    Forum: lambda get: get("held_on"),
    Question: lambda get: " ".join(fold(get("text")).split()),
    Meeting: by_day,
    Series: lambda get: get("rrule"),
    Need: by_words,
    RoleCall: by_call,
    Action: by_words,
    Inquiry: by_words,
}


MENDED: dict[type[models.Model], str] = {
    Action: "action.reworded",
    Need: "need.reworded",
    RoleCall: "call.reworded",
    Inquiry: "inquiry.reworded",
}


def former_or_now(row: models.Model, former: dict[str, Any], name: str) -> Any:
    return former.get(name) or getattr(row, name)


class Known:
    """Loads the rows that may be named again: one query per model, and one for the conveners.

    `said_by` says the text, one of the readers: it may mean them by the name that they took, if nobody came by it.
    `said_at` is when a text that is read anew was first brought: it means nobody who typed a name since.
    """

    def __init__(
        self,
        space: Space,
        *,
        readers: Collection[Person],
        said_by: Person | None = None,
        said_at: datetime.datetime | None = None,
    ) -> None:
        self.space, self.readers, self.said_at = space, readers, said_at
        self.held = {one: None if one.seats_now is not None else tuple(held_by(one)) for one in readers}
        self.taken = given_to_oneself(space)
        self.own = self.taken - {said_by.pk if said_by else None}
        self.rows = {model: dict(self.keyed(model)) for model in NATURAL_KEYS}
        for row, former in list(self.said_otherwise()):
            natural_key = NATURAL_KEYS[type(row)]
            self.rows[type(row)].setdefault(natural_key(partial(former_or_now, row, former)), row)
        self.groups = dict(self.convened())

    def find(self, wanted: Wanted, fields: dict[str, Any]) -> models.Model | None:
        """Return the existing row of `wanted`, whose `fields` are rows and values; None when it is new."""
        if wanted.model is Group:
            return next((self.groups[name] for name in wanted.names if name in self.groups), None)
        if wanted.model is Wording:
            return Wording.objects.filter(question=fields["question"], number=fields["number"]).first()
        natural_key = NATURAL_KEYS.get(wanted.model)
        key = natural_key(fields.get) if natural_key else None
        return self.rows[wanted.model].get(key) if key is not None else None

    def visible(self, rows: Any) -> Any:
        """Keep the rows that each of the readers reads."""
        for reader in self.readers:
            rows = rows.visible_to(reader, held=self.held[reader])
        return rows

    def keyed(self, model: Any) -> Iterator[tuple[Any, models.Model]]:
        rows = model.objects.filter(space=self.space)
        rows = rows.filter(erased_at=None) if model is Person else self.visible(rows)
        if any(field.name == "group" for field in model._meta.fields):
            rows = rows.select_related("group")
        found = {row.pk: row for row in rows.order_by("-pk")}  # of two with one key, the older one is known
        for row in sorted(found.values(), key=lambda row: precedence(row, self.taken)):
            key = NATURAL_KEYS[model](partial(getattr, row))
            kept = found.get(getattr(row, "same_as_id", None), row)
            is_own = model is Person and (row.pk in self.own or is_typed_since(kept, self.said_at))
            if key is not None and not is_own and not is_typed_in_passing(row, of=kept):
                yield key, kept

    def said_otherwise(self) -> Iterator[tuple[models.Model, dict[str, Any]]]:
        """Yield the rows whose words were mended in place, with the former ones: a text still says these."""
        by_ref = {(kind_of(row), row.pk): row for model in MENDED for row in self.rows[model].values()}
        for entry in Entry.objects.filter(space=self.space, verb__in=MENDED.values()).order_by("pk"):
            row = by_ref.get((entry.subject_kind, entry.subject_id))
            if row is not None:
                yield row, entry.facts["former"]

    def convened(self) -> Iterator[tuple[tuple[str, ...], Group]]:
        """Yield each convener's name with their living group; a convener of several groups identifies none."""
        groups = self.visible(Group.objects.filter(space=self.space))
        rows = Membership.objects.filter(group__in=groups, role__in=CARRIES, until=None)
        carried: dict[tuple[str, ...], list[Group]] = {}
        held = list(rows.select_related("person", "group").prefetch_related("person__doubles").order_by("pk"))
        living = living_ones([row.group for row in held], space=self.space.pk)
        for row in held:
            for name in {name_key(one.name) for one in self.spellings_of(row.person)}:
                carried.setdefault(name, []).append(living[row.group_id])
        for name, found in carried.items():
            if len({group.pk for group in found}) == 1:
                yield name, found[0]

    def spellings_of(self, person: Person) -> list[Person]:
        """Return the rows by whose names texts mean the person, as `keyed` knows them."""
        meant = [one for one in (person, *person.doubles.all()) if one.pk not in self.own]
        known = self.rows[Person]  # who came by a name that the person took
        meant = [one for one in meant if one.pk not in self.taken or known.get(one.key) == person]
        return [one for one in meant if not is_typed_in_passing(one, of=person)]
