"""Letters sent when an account claims a person or gives them up: it may have been somebody else.

They go to the account's address and to the person's. Where no mail leaves, the person's devices show it (see
device_notices).
"""

from __future__ import annotations

import logging

from django.utils.translation import gettext as _

from palabre.accounts.models import Account
from palabre.people.models import Person
from palabre.upkeep import smtp
from palabre.upkeep.letter_html import compose_message

log = logging.getLogger(__name__)


def tell_taken(person: Person, account: Account) -> None:
    write_to_both("people/claims/claimed.txt", person, account)


def tell_left(person: Person, account: Account) -> None:
    write_to_both("people/claims/released.txt", person, account)


def write_to_both(template: str, person: Person, account: Account) -> None:
    """Write to both addresses. A failure to send stops nothing."""
    if not smtp.mail_is_configured():
        return
    facts = {"person": person, "address": veiled(account.email)}
    for email in {account.email, person.email} - {""}:
        message = compose_message(_("Your name on Palabre"), template, facts, to=email, community=person.space.name)
        if fault := smtp.send(message):
            log.warning("a word about an account did not leave: %s", type(fault).__name__)


def veiled(email: str) -> str:
    """Return « i…@exemple.example »: enough to recognise one's own address, not to learn another's."""
    before, _at, domain = email.partition("@")
    return f"{before[:1]}…@{domain}"
