"""Visitors of a WebSocket: members by their session cookie, or holders of a personal link."""

from __future__ import annotations

import dataclasses

from django.http import HttpRequest

from palabre.accounts.device_sessions import KEY as MARK_KEY
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
    `proof` and `mark` are what their cookie said when they came (see `proof_of`): a device that was left since, or a
    link that was given another token, opens nothing any longer. Nothing is asked of "".
    """

    thing: int
    person: int
    link: int | None = None
    beside: tuple[int, ...] = ()
    proof: str = ""
    mark: str = ""

    @property
    def all_of_them(self) -> list[LiveVisitor]:
        """Return this visitor, then each voucher as a visitor of their own."""
        return [self, *(LiveVisitor(self.thing, other) for other in self.beside)]


def find_visitor(request: HttpRequest, thing: int, *, space: str, link: int | None) -> Comer:
    """Return the visitor of the object with this id, by the slug of a space or else by the id of a link."""
    person = person_here(request, space) if link is None else person_of_link(request, link)
    if person is None:
        return LiveVisitor(thing, NOBODY, link), None
    others = tuple(other.pk for other in person.vouched_by)
    return LiveVisitor(thing, person.pk, link, others, proof_of(person), request.session.get(MARK_KEY, "")), person


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


def proof_of(person: Person) -> str:
    """Return what opens the place of this visitor, or their link: it changes when it is taken back elsewhere."""
    if person.link_here is not None:
        return person.link_here.nonce
    return proof_by_cookie(person) if person.comes_by_square else proofs_now(person)[-1]


def proofs_now(person: Person) -> tuple[str, ...]:
    """Return what opens the person's place now: a cookie of theirs, and their account, the random word of which is
    another one once its other sessions are ended."""
    account = person.account
    by_account = (f"account {account.pk} {account.password}",) if account is not None else ()
    return (proof_by_cookie(person), *by_account)


def proof_by_cookie(person: Person) -> str:
    """Return the word in the cookies of the person's devices. Once an account is theirs, they enter by it."""
    return f"cookie {person.nonce} {person.account_id}"
