"""Addresses that a member notes for somebody else: one that is known is replaced only by who may know it.

What it opens is limited to what that member may read: see people.devices.account_vouchers.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from palabre.meetings.permissions import can_know_address
from palabre.people.devices.vouchers import refuse_single_voucher
from palabre.people.models import Person
from palabre.pure.mail_address import normal_address
from palabre.refusal import Refusal
from palabre.web.saved_fields import save_fields


def note_address(person: Person, address: str, *, by: Person, again: bool = False) -> None:
    """Store the address that `by` noted for the person; `again`: the same one, noted knowingly. "" deletes it.

    The caller holds the space, and read the person since. Raise a Refusal when one member only vouches for `by`: this
    limit would be lost. So for an address that is known, where `by` may not know it.
    """
    if is_known_already(person, address) and not again:
        return
    refuse_single_voucher(by)
    if person.email and not can_know_address(by, person):
        raise known_address(person)
    person.may_be_reached_at(address, by=by)
    if address and person.address_by_id != by.pk:
        save_fields(person, address_by=by)


def is_known_already(person: Person, address: str) -> bool:
    return person.email == normal_address(address)


def known_address(person: Person) -> Refusal:
    """Return the Refusal to replace the address of this person by another one, or by none."""
    return Refusal(
        _("An address is known already for %(name)s.") % {"name": person.name},
        instead=_("Leave this field empty: your message goes there. If it is wrong, tell who looks after the space."),
    )
