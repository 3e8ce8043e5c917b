"""Registrations that a device made, told by the tokens of the forms that were sent from it.

The signed cookie keeps these tokens whether a form made a registration or its address was registered already, so that
it tells neither. A link tells nothing of the kind: somebody may have forwarded the message that holds it.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable

from django.db.models import QuerySet
from django.http import HttpRequest

from palabre.accounts.device_sessions import KEY as MARK_KEY
from palabre.accounts.device_sessions import mark, rows_not_left
from palabre.people.guests import FORM_IS_GOOD_FOR
from palabre.people.models import Person
from palabre.pure.french.spellings import Name
from palabre.registrations.models import Registration, Roll

SESSION_KEY = "registration_forms"
MOST_KEPT = 10  # tokens that one cookie keeps; the oldest make room


def remember_form(request: HttpRequest, roll: Roll, form_token: str, *, at: datetime.datetime) -> None:
    """Store that the form of this token is sent from this device, before it registers anybody.

    Not one that made a registration long ago: somebody else may have kept that form.
    """
    if not form_token or roll.registrations.filter(form_token=form_token, at__lte=at - FORM_IS_GOOD_FOR).exists():
        return
    mark(request.session)
    others = [one for one in request.session.get(SESSION_KEY, []) if one != form_token]
    request.session[SESSION_KEY] = [*others, form_token][-MOST_KEPT:]


def registrations_made_here(request: HttpRequest, person: Person, names: Iterable[str]) -> list[int]:
    """Return the ids of the registrations in the space of `person` that this device made under one of these names.

    Those that a person of the space made in their own name are left out: the foreign key says whose they are.
    """
    removed = [Name.of(name) for name in names]
    found = made_here(request, person).values_list("pk", "name")
    return [number for number, name in found if any(is_spelling_of(Name.of(name), one) for one in removed)]


def names_registered_here(request: HttpRequest, person: Person, *, but: Collection[int]) -> list[str]:
    """Return the names of the other standing registrations that this device made: those ids are left out."""
    rows = made_here(request, person).filter(cancelled_at=None).exclude(pk__in=but)
    return list(dict.fromkeys(rows.values_list("name", flat=True)))


def made_here(request: HttpRequest, person: Person) -> QuerySet[Registration]:
    """Return what this device registered in the space of `person`, but for what a person of it made in their name."""
    tokens = request.session.get(SESSION_KEY, [])
    if not tokens:
        return Registration.objects.none()
    rows = Registration.objects.filter(form_token__in=tokens, roll__space=person.space_id, person=None)
    return rows_not_left(rows, request.session.get(MARK_KEY)).order_by("pk")


def is_spelling_of(name: Name, other: Name) -> bool:
    """Return whether both are one whole name, in either order, whatever the case and the accents."""
    return bool(name.pieces) and name.pieces in other.orders
