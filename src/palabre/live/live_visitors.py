"""Visitors of a WebSocket: members by their session cookie, or holders of a personal link."""

from __future__ import annotations

import dataclasses

from django.http import HttpRequest

from palabre.people.access.link_voice import vouchers_of_link
from palabre.people.access.links import LinkClosed, held_link
from palabre.people.devices.person_middleware import person_here
from palabre.people.models import Person

NOBODY = 0

type Comer = tuple[LiveVisitor, Person | None]


@dataclasses.dataclass(frozen=True, slots=True)
class LiveVisitor:
    """A person who follows an object (`thing` is its id), by their place in the space or by a link.

    `beside` are the persons who vouch for their identity: the visitor may do no more than each of them, at any time.
    """

    thing: int
    person: int
    link: int | None = None
    beside: tuple[int, ...] = ()

    @property
    def all_of_them(self) -> list[LiveVisitor]:
        """Return this visitor, then each voucher as a visitor of their own."""
        return [self, *(LiveVisitor(self.thing, other) for other in self.beside)]


def find_visitor(request: HttpRequest, thing: int, *, space: str, link: int | None) -> Comer:
    """Return the visitor of the object with this id, by the slug of a space or else by the id of a link."""
    person = person_here(request, space) if link is None else person_of_link(request, link)
    others = tuple(other.pk for other in person.vouched_by) if person else ()
    return LiveVisitor(thing, person.pk if person else NOBODY, link, others), person


def person_of_link(request: HttpRequest, number: int) -> Person | None:
    """Return the person for whom the held link was made, with their vouchers."""
    try:
        link = held_link(request, number)
    except LinkClosed:
        return None
    if link is None or link.person is None:
        return None
    link.person.vouched_by = vouchers_of_link(link)  # each of them reads there no more than all
    return link.person
