"""Vouchers of an address, and of the account that proves it: an address alone proves nobody's identity.

A member who notes an address for a person who never came may note their own. What it opens (the link that is mailed
there, the account that signs in with it, the mail itself) is limited to what this member may read and do, as a link
that they make (see links) and a square that they show (see keys). A second member vouches for the person by greeting
them in a group, or by a square scanned where they are signed in. Where the two are surely two people (see electorate),
the person is known; else the second one becomes the voucher. What the person says of themselves needs none.
"""

from __future__ import annotations

import datetime

from palabre.people.agreements.electorate import are_two, is_elector
from palabre.people.models import Person
from palabre.spaces.models import Space


def as_mailed(person: Person) -> Person:
    """Return the person limited to what may be mailed to them: what the member who noted the address may read."""
    if person.address_by is not None and person.address_by not in person.vouched_by:
        person.vouched_by = (*person.vouched_by, person.address_by)
    return person


def speak_for(person: Person, *, by: Person, at: datetime.datetime) -> None:
    """Record that `by` vouches for the person's account, unless it is known.

    Has no effect where `by` already does, or is no elector. The caller holds the space.
    """
    her = Person.objects.select_related("account", "space").get(pk=person.pk)
    if her.account_by_id is None or by.vouched_by or by.pk in (her.pk, her.account_by_id):
        return
    if are_two(her.account_by_id, by.pk, her.space, at=at):
        her.be_known_by(None)
        her.be_opened_by_two(at)
    elif is_elector(by, her.space, at=at):
        her.be_known_by(by)
    else:
        return
    Space.touch(her.space_id)
