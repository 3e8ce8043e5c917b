"""Whose names are masked on a screen, for whom: those of persons who never came by themselves, outside.

How it is done, on HTML and without knowing any person, is in web/name_masking.py.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import TextField, Value
from django.db.models.functions import Cast

from palabre.people.models import Erasure, Person, spellings_in
from palabre.spaces.models import Space
from palabre.web.name_masking import NameMask, veil_of


def mask_of(request: Any) -> NameMask | None:
    """Return what the screen of this request is masked with; None for who reads names as they are written."""
    return None if is_inside(request) else veil_for(request)


def is_inside(request: Any) -> bool:
    """Members read names as they are written; so does everybody where there is no space."""
    link = getattr(request, "link", None)
    person = request.person or (link and link.person)
    return space_of(request) is None or (person is not None and person.is_member)


def space_of(request: Any) -> Space | None:
    """Return the space of this address; else that of the link that opened it, or of what it shows to everybody."""
    link, shown = getattr(request, "link", None), getattr(request, "shows_space", None)
    found: Space | None = request.space or (link.space if link is not None else shown)
    return found


def show_outside(request: Any, space: Space) -> None:
    """Say of which space something is shown, at an address that belongs to none, to somebody who holds no link."""
    request.shows_space = space


def veil_for(request: Any) -> NameMask | None:
    """Return what hides the names of this space from this reader. Her own is hers to read."""
    link = getattr(request, "link", None)
    hers = {person.pk for person in (request.person, link and link.person) if person is not None}
    space = space_of(request)
    return veil_over(space, hers=hers, everybody=getattr(request, "is_passed_on", False)) if space is not None else None


def first_names_only(request: Any) -> None:
    """Have the screen of this request name nobody by more than her first name, outside."""
    request.is_passed_on = True


def veil_over(space: Space, *, hers: Collection[int] = (), everybody: bool = False) -> NameMask | None:
    """Return what hides the names of those who never came, but these persons, and those that go; in one query.

    `everybody`: of those who came too. So do the front page, the brief and the feeds, which are passed on: nobody said
    that her whole name may be.
    """
    named = Person.objects.filter(space=space, erased_at=None)
    if not everybody:
        named = named.filter(came_at=None).exclude(same_as__came_at__isnull=False)
    going = Erasure.objects.filter(space=space, due_at__isnull=False, is_wide=True)
    told = named.annotate(goes=Value(0)).values_list("goes", "pk", Cast("name", TextField()))
    rows = told.union(going.annotate(goes=Value(1)).values_list("goes", "pk", "names"), all=True).order_by("goes", "pk")
    found = list(rows)
    gone = tuple(name for goes, _pk, lines in found if goes for name, _is_own in spellings_in(lines))
    return veil_of(tuple(name for goes, number, name in found if not goes and number not in hers), gone)
