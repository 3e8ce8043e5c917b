"""Who comes to a door: by their place in the space (the session's cookie), or by a personal link that they hold."""

from __future__ import annotations

import dataclasses

from django.http import HttpRequest

from palabre.people.access.links import LinkClosed, held_link, vouchers_of_link
from palabre.people.devices.person_middleware import person_here
from palabre.people.models import Person

NOBODY = 0

type Comer = tuple[LiveVisitor, Person | None]


@dataclasses.dataclass(frozen=True, slots=True)
class LiveVisitor:
    """Somebody at a thing that is followed, by the thing's number: by their place in the space, or by a link they hold.

    `beside` are those by whose word alone they are there: they may do no more than each of them, at each instant.
    """

    thing: int
    person: int
    link: int | None = None
    beside: tuple[int, ...] = ()

    @property
    def all_of_them(self) -> list[LiveVisitor]:
        """Return this visitor, then each of those beside, as if they came."""
        return [self, *(LiveVisitor(self.thing, other) for other in self.beside)]


def find_visitor(request: HttpRequest, thing: int, *, space: str, link: int | None) -> Comer:
    """Return who comes to the thing of this number, by the slug of a space or else by the number of a link."""
    person = person_here(request, space) if link is None else person_of_link(request, link)
    others = tuple(other.pk for other in person.vouched_by) if person else ()
    return LiveVisitor(thing, person.pk if person else NOBODY, link, others), person


def person_of_link(request: HttpRequest, number: int) -> Person | None:
    """Return for whom the link was made that the visitor holds, beside who else may hold it."""
    try:
        link = held_link(request, number)
    except LinkClosed:
        return None
    if link is None or link.person is None:
        return None
    link.person.vouched_by = vouchers_of_link(link)
    return link.person
