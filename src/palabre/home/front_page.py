"""The first page of a server: the doors in, and the communities to visit."""

from __future__ import annotations

import dataclasses
from typing import Any

from django.db.models import Q
from django.urls import NoReverseMatch, reverse

from palabre.accounts import door
from palabre.people.middleware import ACCOUNT_KEY, SESSION_KEY
from palabre.people.models import Person
from palabre.spaces.models import Space


@dataclasses.dataclass(frozen=True, slots=True)
class FrontPage:
    """`minutes_url` is "" for who may not make a space here; `demonstration` is None where there is none."""

    minutes_url: str
    demonstration: Space | None
    hers: list[Space]
    public: list[Space]


def front_page(request: Any) -> FrontPage:
    hers = spaces_of_visitor(request)
    known = {space.pk for space in hers}
    public = [space for space in Space.objects.public().order_by("name") if space.pk not in known]
    demonstration = next((space for space in [*hers, *public] if space.is_demonstration), None)
    return FrontPage(
        minutes_url=minutes_url() if door.is_open_to(request) else "",
        demonstration=demonstration,
        hers=hers,
        public=[space for space in public if not space.is_demonstration],
    )


def spaces_of_visitor(request: Any) -> list[Space]:
    """Return the spaces in which this visitor is somebody, by her cookie or her account, the last joined first."""
    persons = request.session.get(SESSION_KEY, {})
    account = request.session.get(ACCOUNT_KEY)
    if not persons and account is None:
        return []
    match = Q(pk__in=persons.values(), account__isnull=True)
    if account is not None:
        match |= Q(account=account)
    rows = Person.objects.filter(match).select_related("space").order_by("-joined_at")
    return [person.space for person in rows]


def minutes_url() -> str:
    try:
        return reverse("first:minutes")
    except NoReverseMatch:
        return ""
