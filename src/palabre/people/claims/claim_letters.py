"""Words of the letters that are sent when an account claims a person or gives them up: it may have been somebody else.

They leave by the queue of letters (see post/claim_notices.py), to the account's address and to the person's. Where no
mail leaves, the person's devices show it (see device_notices).
"""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from palabre.accounts.models import Account
from palabre.people.models import Person


def subject() -> str:
    return _("Your name on Palabre")


def taken(person: Person, account: Account) -> str:
    return body("people/claims/claimed.txt", person, account)


def left(person: Person, account: Account) -> str:
    return body("people/claims/released.txt", person, account)


def body(template: str, person: Person, account: Account) -> str:
    return render_to_string(template, {"person": person, "address": veiled(account.email)})


def veiled(email: str) -> str:
    """Return « i…@exemple.example »: enough to recognise one's own address, not to learn another's."""
    before, _at, domain = email.partition("@")
    return f"{before[:1]}…@{domain}"
