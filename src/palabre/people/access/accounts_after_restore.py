"""Whose account acts as a person, once a copy came back: a person given up or claimed since the copy stays so."""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction

from palabre.accounts.models import Account
from palabre.people.models import Person
from palabre.spaces.models import Space

type Born = tuple[int, datetime.datetime]  # a number, and when the row was made: a copy may come from another server


@dataclass(frozen=True, slots=True)
class PastAccounts:
    """The account and its voucher (see Person) of each person that has a name, and when each account was opened."""

    persons: dict[Born, tuple[int | None, int | None]]
    opened: dict[int, datetime.datetime]


def known_accounts(leaving_out: Collection[int] = ()) -> PastAccounts:
    """Return whose each person is. Of those left out, whose name comes back, the copy says it."""
    rows = Person.objects.filter(erased_at=None).exclude(pk__in=leaving_out).order_by("pk")
    told = rows.values_list("pk", "named_at", "account", "account_by")
    return PastAccounts({(number, at): (account, by) for number, at, account, by in told}, opened_accounts())


def opened_accounts() -> dict[int, datetime.datetime]:
    return dict(Account.objects.values_list("pk", "opened_at"))


def attach_again(what: PastAccounts, _at: datetime.datetime) -> None:
    """Give each person of the database that came back the account that they have now.

    Where the copy does not know it, or its voucher, nobody acts as them by an account, nor by a device of the account
    that the copy gives them, which may be a former holder's. An account that is still another's in the space stays that
    one's.
    """
    rows = Person.objects.filter(erased_at=None).order_by("pk")
    found = {(one.pk, one.named_at): one for one in rows.only("pk", "space", "named_at", "account", "account_by")}
    changed = {
        born: one
        for born, one in found.items()
        if born in what.persons and what.persons[born] != (one.account_id, one.account_by_id)
    }
    with transaction.atomic():
        Person.objects.filter(pk__in=[one.pk for one in changed.values()]).update(account=None, account_by=None)
        accounts, persons = opened_accounts(), set(Person.objects.values_list("pk", flat=True))
        for born, one in changed.items():
            Space.touch(one.space_id)
            account, by = what.persons[born]
            is_known = account in accounts and accounts[account] == what.opened.get(account)
            if account is not None and not (is_known and (by is None or by in persons)):
                if one.account_id is not None:  # whoever acted as them by the copy's account
                    Person.objects.filter(pk=one.pk).update(nonce=secrets.token_urlsafe(12))
            elif not Person.objects.filter(space=one.space_id, account=account, account__isnull=False).exists():
                Person.objects.filter(pk=one.pk, same_as=None).update(account=account, account_by=by)
