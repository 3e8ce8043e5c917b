"""« Retirer mon nom » : at once, from every text of the space, from what they were before, from every list.

What she said stays, said by « une personne ». The bytes themselves go once the transaction is done (see sweeping).
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction

from palabre.accounts.models import Account, SentCode
from palabre.people import refused_names, sockets
from palabre.people.cleaning import Cleaner
from palabre.people.models import Affiliation, Agreement, Link, Merging, Person, Seat
from palabre.people.naming import INSTEAD
from palabre.people.sweeping import sweep
from palabre.spaces.models import Space
from palabre.upkeep import ledger

OWN_TIES = (Affiliation, Agreement, Seat, Link)
KIND = Person._meta.label_lower


@dataclass(frozen=True, slots=True)
class WhatGoes:
    """What taking her name away would touch. `has_a_namesake`: texts keep a full name that somebody else bears."""

    texts: int
    versions: int
    roles: int
    has_a_namesake: bool


def erase(person: Person, *, at: datetime.datetime) -> None:
    """Take the name of `person` away from her space, and from it alone. Done twice, it changes nothing more.

    It is for who asks for herself: the caller makes sure of it. What cannot be told apart from another person's
    name stays. The journal says that a name was taken away, and not which.
    """
    cleaner = Cleaner.of(person)
    for texts in sockets.texts.values():
        list(cleaner.changes(texts))  # once without a lock: the cleaner remembers what it found
    with transaction.atomic():
        Space.hold(person.space_id)
        if not Person.objects.filter(pk=person.pk, erased_at=None).exists():
            return
        take_away(Cleaner.of(person, known=cleaner.known), at)
        sockets.tell("name.removed", person.space, by=None)
        ledger.note("name.removed", at=at, space=person.space_id, person=person.pk)
        transaction.on_commit(sweep)
    person.refresh_from_db()


def what_goes(person: Person) -> WhatGoes:
    """Return what `erase` would touch."""
    cleaner = Cleaner.of(person)
    said = [texts for texts in sockets.texts.values() if texts.forget is None]
    found = [(texts.is_version, len(list(cleaner.changes(texts)))) for texts in said]
    return WhatGoes(
        texts=sum(count for is_version, count in found if not is_version),
        versions=sum(count for is_version, count in found if is_version),
        roles=sum(tied(tie, cleaner.family).count() for tie in sockets.ties.values() if tie.is_role),
        has_a_namesake=cleaner.has_a_namesake,
    )


def take_away(cleaner: Cleaner, at: datetime.datetime) -> None:
    """Do it; the caller holds the space."""
    for settle in sockets.settlers:
        settle(cleaner.space)
    for texts in sockets.texts.values():
        clean(cleaner, texts)
    for tie in sockets.ties.values():
        untie(tie, tied(tie, cleaner.family), at)
    numbers = [one.pk for one in cleaner.family]
    for model in OWN_TIES:
        model._base_manager.filter(person__in=numbers).delete()
    Link.objects.filter(space=cleaner.space, thing_kind=KIND, thing_id__in=numbers).delete()
    Merging.objects.filter(space=cleaner.space, thing_kind=KIND, kept_id__in=numbers).delete()
    for spelling in cleaner.spellings:
        refused_names.refuse(cleaner.space, spelling)
    for one in cleaner.family:
        account = one.account
        one.lose_name(INSTEAD.capitalize(), at)
        close(account)


def clean(cleaner: Cleaner, texts: sockets.Texts) -> None:
    """Write what each row of `texts` becomes, and what else changes with it."""
    rows = texts.model._base_manager
    if texts.forget:
        texts.forget([number for number, _values in cleaner.changes(texts)])
        return
    for number, values in cleaner.changes(texts):
        more = texts.redo(rows.get(pk=number), values) if texts.redo else {}
        rows.filter(pk=number).update(**{**values, **more})


def tied(tie: sockets.Tie, family: list[Person]) -> models.QuerySet[Any]:
    return tie.model._base_manager.filter(**{f"{tie.field}__in": family})


def untie(tie: sockets.Tie, rows: models.QuerySet[Any], at: datetime.datetime) -> None:
    """Let these rows go, or have them stay without her."""
    went = list(rows) if tie.gone else []
    rows.update(**{tie.field: None}) if tie.stays else rows.delete()
    if tie.gone and went:
        tie.gone(went, at)


def close(account: Account | None) -> None:
    """An account of which no space knows any longer goes, with its address."""
    if account is None or account.is_instance_admin or account.persons.exists():
        return
    SentCode.objects.filter(email__iexact=account.email).delete()
    account.delete()
