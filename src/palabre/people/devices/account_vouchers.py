"""Whose word it is that an address, or the account that proves it, is somebody's: an address proves no more than that.

Who notes an address for a person who never came may note his own. What opens by it (the link that is mailed there, the
account that signs in with it, the mail itself) opens no more than what he may read and do, as a link that he makes
(see links) and a square that he shows (see keys). A second member says that it is she by greeting her in a group, or by
a square scanned where she is signed in; where they are two people for sure (see counting), she is known, else the
second one's word is what says it. What she says of herself needs none.
"""

from __future__ import annotations

import datetime

from palabre.people.agreements.electorate import are_two, is_elector
from palabre.people.devices.vouchers import refuse_single_voucher
from palabre.people.models import Person
from palabre.pure.mail_address import normal_address
from palabre.spaces.models import Space


def note_address(person: Person, address: str, *, by: Person, again: bool = False) -> None:
    """Keep the address that `by` noted for her; `again`: he wrote the same one, knowing it. The caller holds the space.

    Raises a Refusal for who is here by one member's word only: her own bound would be lost.
    """
    if person.email == normal_address(address) and not again:
        return
    refuse_single_voucher(by)
    person.may_be_reached_at(address, by=by)
    if address and person.address_by_id != by.pk:
        person.address_by = by
        person.save(update_fields=["address_by"])


def as_mailed(person: Person) -> Person:
    """Return her as what is mailed to her may tell: no more than who noted her address may read."""
    if person.address_by is not None and person.address_by not in person.vouched_by:
        person.vouched_by = (*person.vouched_by, person.address_by)
    return person


def speak_for(person: Person, *, by: Person, at: datetime.datetime) -> None:
    """`by`, who knows her, says that the account is she. Nothing happens where that is known, or where he said it.

    The caller holds the space.
    """
    her = Person.objects.select_related("account", "space").get(pk=person.pk)
    if her.account_by_id is None or by.vouched_by or by.pk in (her.pk, her.account_by_id):
        return
    if are_two(her.account_by_id, by.pk, her.space, at=at):
        her.be_known_by(None)
    elif is_elector(by, her.space, at=at):
        her.be_known_by(by)
    else:
        return
    Space.touch(her.space_id)
