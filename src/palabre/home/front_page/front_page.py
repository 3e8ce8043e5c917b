"""The front page of a server: the ways in, and the spaces to visit."""

from __future__ import annotations

import dataclasses
from typing import Any

from django.urls import NoReverseMatch, reverse

from palabre.accounts import creation_link
from palabre.people.devices.person_middleware import persons_of_visitor
from palabre.people.models import Person
from palabre.spaces.models import Space


@dataclasses.dataclass(frozen=True, slots=True)
class FrontPage:
    """`minutes_url` is "" for visitors who may not make a space here; `demonstration` is None where there is none."""

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
        minutes_url=minutes_url() if creation_link.is_open_to(request) else "",
        demonstration=demonstration,
        hers=hers,
        public=[space for space in public if not space.is_demonstration],
    )


def spaces_of_visitor(request: Any) -> list[Space]:
    """Return the spaces in which this visitor is a person, by cookie or account, the last joined first.

    An ended space is listed for its members only, and so is one among members for who only typed a name there.
    """
    found = persons_of_visitor(request)
    return [one.space for one in found if one.is_member or not (one.space.is_ended or is_shut_to(one))]


def is_shut_to(person: Person) -> bool:
    return person.is_passer_by and not person.space.is_public


def minutes_url() -> str:
    try:
        return reverse("first:minutes")
    except NoReverseMatch:
        return ""
