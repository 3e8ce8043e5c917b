"""Whose account acts as a person, once a copy came back: a person given up or claimed since the copy stays so."""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db import transaction

from palabre.accounts.models import Account
from palabre.people.models import Person
from palabre.spaces.models import Space

FIELDS = ("pk", "space", "named_at", "account", "account_by", "account_at", "by_two_at")
type Born = tuple[int, datetime.datetime]  # a number, and when the row was made: a copy may come from another server


@dataclass(frozen=True, slots=True)
class HeldAccount:
    """The account of a person, its voucher, since when, and when two members opened the place to it (see Person)."""

    account: int | None
    by: int | None
    at: datetime.datetime | None
    by_two_at: datetime.datetime | None

    def is_later_than(self, other: HeldAccount) -> bool:
        return self.at is not None and (other.at is None or self.at > other.at)


@dataclass(frozen=True, slots=True)
class PastAccounts:
    """The account of each person that has a name, and when each account was opened."""

    persons: dict[Born, HeldAccount]
    opened: dict[int, datetime.datetime]


def known_accounts(leaving_out: Collection[int] = ()) -> PastAccounts:
    """Return whose each person is. Of those left out, whose name comes back, the copy says it."""
    rows = Person.objects.filter(erased_at=None).exclude(pk__in=leaving_out).order_by("pk").only(*FIELDS)
    return PastAccounts({(one.pk, one.named_at): held_account(one) for one in rows}, opened_accounts())


def held_account(one: Person) -> HeldAccount:
    return HeldAccount(one.account_id, one.account_by_id, one.account_at, one.by_two_at)


def opened_accounts() -> dict[int, datetime.datetime]:
    return dict(Account.objects.values_list("pk", "opened_at"))


def attach_again(what: PastAccounts, _at: datetime.datetime) -> None:
    """Give each person of the database that came back the account that they have now.

    Where the copy does not know it, or its voucher, nobody acts as them by an account, nor by a device of the account
    that the copy gives them, which may be a former holder's. An account that is still another's in the space stays that
    one's. What the copy says later is believed: an older copy may have come back in between.
    """
    rows = Person.objects.filter(erased_at=None).order_by("pk").only(*FIELDS)
    changed = [
        (one, then)
        for one in rows
        if (then := what.persons.get((one.pk, one.named_at))) is not None
        and (then.account, then.by) != (one.account_id, one.account_by_id)
        and not held_account(one).is_later_than(then)
    ]
    with transaction.atomic():
        keep_opened_by_two(what, rows)
        Person.objects.filter(pk__in=[one.pk for one, _then in changed]).update(account=None, account_by=None)
        accounts, persons = opened_accounts(), set(Person.objects.values_list("pk", flat=True))
        for one, then in changed:
            Space.touch(one.space_id)
            is_known = then.account in accounts and accounts[then.account] == what.opened.get(then.account)
            if then.account is not None and not (is_known and (then.by is None or then.by in persons)):
                if one.account_id is not None:  # whoever acted as them by the copy's account
                    Person.objects.filter(pk=one.pk).update(nonce=secrets.token_urlsafe(12))
            elif not Person.objects.filter(space=one.space_id, account=then.account, account__isnull=False).exists():
                mine = Person.objects.filter(pk=one.pk, same_as=None)
                mine.update(account=then.account, account_by=then.by, account_at=then.at)


def keep_opened_by_two(what: PastAccounts, rows: Iterable[Person]) -> None:
    """Keep for each person the last instant at which two members opened their place."""
    for one in rows:
        then = what.persons.get((one.pk, one.named_at))
        if (
            then is not None
            and then.by_two_at is not None
            and (one.by_two_at is None or one.by_two_at < then.by_two_at)
        ):
            Person.objects.filter(pk=one.pk).update(by_two_at=then.by_two_at)
