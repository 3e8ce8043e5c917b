"""The link that opens a registration, valid as long as the registration is kept."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from palabre.people.access import links
from palabre.people.models import Link, Person
from palabre.registrations.models import Registration, Roll

REGISTRATION = "registrations.registration"


def address(link: Link) -> str:
    """Return the path of the page, outside the space, that this link opens."""
    return reverse("given_registration:registration", args=[link.pk])


def link_to_registration(registration: Registration, *, at: datetime.datetime) -> Link:
    """Return the personal link to the registration, valid until its deletion. `roll.space` is loaded."""
    link = links.link_to(registration, person=None, by=None, at=at)
    until = timezone.make_aware(datetime.datetime.combine(registration.forget_on, datetime.time.max))
    if link.expires_at < until:
        Link.objects.filter(pk=link.pk).update(expires_at=until)
        link.expires_at = until
    return link


@dataclasses.dataclass(frozen=True, slots=True)
class OwnRegistrations:
    """Registrations on one roll that a reader may open, cancelled ones left out.

    `held` are those whose link this device holds, with the address of their page. `is_in_own_name`: the reader, a
    person of the space, registered there, and this device holds no link to any.
    """

    held: list[tuple[Registration, str]]
    is_in_own_name: bool = False

    def __bool__(self) -> bool:
        return bool(self.held or self.is_in_own_name)


def registrations_of_reader(request: HttpRequest, roll: Roll, person: Person | None) -> OwnRegistrations:
    held = registrations_held(request, roll)
    return OwnRegistrations(held, not held and registration_in_own_name(roll, person) is not None)


def registrations_held(request: HttpRequest, roll: Roll) -> list[tuple[Registration, str]]:
    """Return the registrations on this roll whose link this device holds, with the address of their page."""
    links_of = {link.thing_id: link for link in links.held_links_of(request, REGISTRATION)}
    rows = roll.registrations.standing().filter(pk__in=links_of).order_by("pk") if links_of else []
    return [(row, address(links_of[row.pk])) for row in rows]


def registration_in_own_name(roll: Roll, person: Person | None) -> Registration | None:
    """Return the registration that this person of the space made on the roll."""
    if person is None:
        return None
    return roll.registrations.standing().filter(person=person).order_by("pk").first()


def forget_links(numbers: Iterable[int]) -> None:
    """Delete the links to the registrations of these ids."""
    Link.objects.filter(thing_kind=REGISTRATION, thing_id__in=list(numbers)).delete()
