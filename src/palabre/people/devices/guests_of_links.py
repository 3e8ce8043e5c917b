"""The guests who gave a name under shared links, one for each link, in the visitor’s signed cookie.

As for the person of a space, this ends once the device forgets them, in every copy of its cookie, or once they leave
their other devices.
"""

from __future__ import annotations

import dataclasses
from typing import Any

from palabre.accounts.device_sessions import mark, not_left
from palabre.people.access.links import MOST_HELD
from palabre.people.models import Link, Person
from palabre.spaces.models import Space

SESSION_KEY = "given"


@dataclasses.dataclass(frozen=True, slots=True)
class RememberedGuest:
    """A guest in the cookie: the id of the link, that of the guest, and their nonce. Before December 2026, no nonce."""

    link: int
    number: int
    nonce: str = ""


def remembered_guests(request: Any) -> list[RememberedGuest]:
    return [RememberedGuest(*one) for one in request.session.get(SESSION_KEY, [])]


def keep_guests(request: Any, guests: list[RememberedGuest]) -> None:
    request.session[SESSION_KEY] = [dataclasses.astuple(one) for one in guests[-MOST_HELD:]]


def guest_remembered(request: Any, link: Link) -> Person | None:
    """Return the guest who gave a name under this link on this device, or the person found to be the same."""
    kept = next((one for one in remembered_guests(request) if one.link == link.pk), None)
    if kept is None:
        return None
    rows = Person.objects.filter(pk=kept.number, nonce=kept.nonce, space=link.space, erased_at=None)
    found = not_left(rows.select_related("same_as"), request.session).first()
    return found and (found.same_as or found)


def remember_guest(request: Any, guest: Person) -> None:
    """Remember the guest of this link on this device."""
    mark(request.session)
    others = [one for one in remembered_guests(request) if one.link != request.link.pk]
    keep_guests(request, [*others, RememberedGuest(request.link.pk, guest.pk, guest.nonce)])


def forget_guest(request: Any, link: Link) -> None:
    """Forget on this device who gave a name under this link."""
    keep_guests(request, [one for one in remembered_guests(request) if one.link != link.pk])


def forget_guests_in(request: Any, space: Space) -> None:
    """Forget on this device every guest of the links of this space."""
    links = {one.link for one in remembered_guests(request)}
    if links:
        gone = set(Link.objects.filter(pk__in=links, space=space).values_list("pk", flat=True))
        keep_guests(request, [one for one in remembered_guests(request) if one.link not in gone])


def renew_guest(request: Any, guest: Person, former: str) -> None:
    """Go on with this guest on this device, whose nonce was `former` until they left the others."""
    kept = remembered_guests(request)
    if any(one.number == guest.pk for one in kept):
        hers = (guest.pk, former)
        now = [dataclasses.replace(one, nonce=guest.nonce) if (one.number, one.nonce) == hers else one for one in kept]
        keep_guests(request, now)
