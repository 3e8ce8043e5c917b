"""Putting a person out of a space, and letting them back. No cookie, account or link acts as them any longer.

What they wrote stays; their roles end. The entry link is renewed, since they know it; the links that they made for
whoever holds them close; upper slices renew what else they know (room codes). The names that were found to be theirs
go with them: their devices know them too. `agreements` says who may ask for it.
"""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import Q
from django.utils.dateparse import parse_datetime

from palabre.people.access import join_link
from palabre.people.agreements.stewardship import stewards
from palabre.people.hooks import Event, Happening, carry_out, record_fact, take_back
from palabre.people.models import Link, Person
from palabre.spaces.models import Space


def put_out(person: Person, *, by: Person | None, at: datetime.datetime) -> dict[str, Any]:
    """Return what letting them back needs. The caller holds the space."""
    now = Person.objects.select_related("space").get(pk=person.pk)
    doubles = doubles_of(now)
    facts: dict[str, Any] = since_when(now)
    facts["doubles"] = [{"number": one.pk, **since_when(one)} for one in doubles]
    facts["stewards"] = beside(now)
    theirs = Link.objects.filter(closed_with([now, *doubles]), space=now.space_id, revoked_at=None)
    facts["links"] = list(theirs.order_by("pk").values_list("pk", flat=True))
    theirs.update(revoked_at=at)
    facts["left"] = carry_out(Event.PERSON_PUT_OUT, Happening(now, at, by))
    for one in (now, *doubles):
        one.be_put_out(at)
    join_link.replace_known(now.space, by=by, at=at)
    Space.touch(now.space_id)
    record_fact("person.put_out", now.space, by=by)
    return facts


def let_back(person: Person, facts: dict[str, Any], *, by: Person, at: datetime.datetime) -> None:
    """Undo it, but for the name and the links that were taken away meanwhile. The caller holds the space."""
    now = Person.objects.select_related("space").get(pk=person.pk)
    since = now.put_out_at
    if now.erased_at is not None or since is None:
        return
    without_care = is_replaced(now, facts)
    be_back(now, facts, without_care=without_care)
    back = [now]
    for one in facts.get("doubles", ()):
        double = Person.objects.filter(pk=one["number"], erased_at=None, put_out_at__isnull=False).first()
        if double is not None:
            be_back(double, one, without_care=without_care)
            back.append(double)
    Link.objects.filter(closed_with(back), pk__in=facts["links"], revoked_at=since).update(revoked_at=None)
    take_back(Event.PERSON_PUT_OUT, Happening(now, at, by), facts["left"])
    Space.touch(now.space_id)
    record_fact("person.let_back", now.space, by=by)


def closed_with(persons: list[Person]) -> Q:
    """Say which links close with these persons: their own, and those that they made for whoever holds them."""
    return Q(person__in=persons) | (Q(person=None, made_by__in=persons) & ~Q(thing_kind=join_link.KIND))


def doubles_of(person: Person) -> list[Person]:
    """Return the persons who were merged into this one, directly or through others."""
    found: list[Person] = []
    beyond = [person]
    while beyond:
        beyond = list(Person.objects.filter(same_as__in=beyond, erased_at=None, put_out_at=None).order_by("pk"))
        found += beyond
    return found


def beside(person: Person) -> list[int]:
    """Return the ids of the other stewards of the space."""
    return [one.pk for one in stewards(person.space) if one.pk != person.pk]


def is_replaced(person: Person, facts: dict[str, Any]) -> bool:
    """Return whether somebody else became a steward since the person went: they do not look after the space again."""
    return not set(beside(person)).issubset(facts.get("stewards", ()))


def be_back(person: Person, since: dict[str, Any], *, without_care: bool) -> None:
    """Let the person back as they were, or without the care of the space."""
    steward = None if without_care else parse_iso(since["steward_since"])
    person.be_let_back(joined=parse_iso(since["joined_at"]), steward=steward)


def since_when(person: Person) -> dict[str, str]:
    return {"joined_at": iso_or_empty(person.joined_at), "steward_since": iso_or_empty(person.steward_since)}


def iso_or_empty(at: datetime.datetime | None) -> str:
    return at.isoformat() if at else ""


def parse_iso(words: str) -> datetime.datetime | None:
    return parse_datetime(words) if words else None
