"""Accounts that claim persons: offered, never automatic, one in each space, and undone as easily.

An account is offered the persons that this browser knows, and those for whom a member noted the address that the
account has just proved to be its own, unless the person came by a link that a member gave them, or a device knows them.
A claim by such an address is limited by the member who noted it (see account_vouchers).
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Collection

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from palabre.accounts.models import Account
from palabre.people.access.link_voice import BY_ANOTHER
from palabre.people.hooks import Event, Happening, carry_out
from palabre.people.models import Link, Person
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.upkeep.rate_limits import Bound, Limit, LimitScope
from palabre.web.visitor_cookie import NOBODY

# Within an hour, of one account (its scope) before all: each claim writes to two addresses. Giving up has no limit of
# its own, so that nobody keeps a name that is another's; there are no more of these than claims.
CLAIMS = Bound("claim", (Limit(LimitScope.SCOPE, 20), Limit(LimitScope.ALL, 1200)))


class TooManyClaims(Refusal):
    status = 429


@dataclasses.dataclass(frozen=True, slots=True)
class Belongings:
    """The persons of the account, and those that it may claim, with their spaces."""

    hers: list[Person]
    offered: list[Person]


def belongings(account: Account, *, known: Collection[int]) -> Belongings:
    """Return both lists, by the space's name; `known` are the ids of the persons that this browser is taken for.

    No second person is offered in a space where the account already has one.
    """
    hers = list(Person.objects.filter(account=account).select_related("space").order_by("space__name", "pk"))
    taken = {person.space_id for person in hers}
    offered = may_be(account, known=known).select_related("space").order_by("space__name", "name", "pk")
    return Belongings(hers, [person for person in offered if person.space_id not in taken])


def may_be(account: Account, *, known: Collection[int]) -> QuerySet[Person]:
    """Return the persons without an account that this account may claim."""
    came_otherwise = Exists(Link.objects.filter(BY_ANOTHER, person=OuterRef("pk")))
    is_told = Q(address_by__isnull=False, entered_at__isnull=False)  # a device knows the person: they claim it there
    proved = Q(email=account.email) & ~came_otherwise & ~is_told
    return Person.objects.filter(proved | Q(pk__in=known), account=None, erased_at=None, put_out_at=None, same_as=None)


def claim(person: Person, *, by: Account, at: datetime.datetime, known: Collection[int] = ()) -> None:
    """Attach `person` to the account. Idempotent. Raises a Refusal when either already has another.

    A person that this browser is taken for (`known`) needs no voucher; else the claim rests on the address only. If no
    address of theirs was noted, messages go to the one that they sign in with.
    """
    with transaction.atomic():
        Space.hold(person.space_id)
        person = Person.objects.select_for_update(no_key=True, of=("self",)).select_related("space").get(pk=person.pk)
        if person.account_id == by.pk:
            return
        refuse_another(person, by)
        refuse_repeats(by, at=at)
        person.sign_in_as(by)
        if person.pk in known and person.address_by_id is not None:
            person.be_known_by(None)
        if person.pk in known and not person.email:
            person.may_be_reached_at(by.email, by=None)
        Space.touch(person.space_id)  # an account changes who reads the name in full
        person.come(at)
        carry_out(Event.ACCOUNT_CAME, Happening(person, at, account=by))


def refuse_another(person: Person, account: Account) -> None:
    """Raise a Refusal when `person` has another account, or when the account has another person in the space."""
    words = {"name": person.name, "space": person.space.name}
    if person.account_id is not None:
        raise Refusal(
            _("%(name)s already signs in with another address.") % words, instead=_("Sign in with that address.")
        )
    other = Person.objects.filter(space=person.space_id, account=account).first()
    if other is not None:
        raise Refusal(
            _("In “%(space)s” you are already %(other)s.") % {**words, "other": other.name},
            instead=_("First say that this is not you, or have the two names brought together."),
        )


def refuse_repeats(account: Account, *, at: datetime.datetime) -> None:
    """Count a claim. Raise a Refusal after too many by this account, or by all together."""
    scope = str(account.pk)
    if wait := CLAIMS.wait(NOBODY, at=at, scope=scope):
        is_hers = wait.of is LimitScope.SCOPE
        why = (
            _("You said this many times just now.") if is_hers else _("A great many people are saying this right now.")
        )
        raise TooManyClaims(why, instead=wait.words)
    CLAIMS.count(NOBODY, at=at, scope=scope)


def give_up(person: Person, *, by: Account, at: datetime.datetime) -> None:
    """Detach `person` from the account. Idempotent."""
    with transaction.atomic():
        Space.hold(person.space_id)
        if Person.objects.filter(pk=person.pk, account=by).update(account=None, account_by=None, account_at=at):
            Space.touch(person.space_id)
            carry_out(Event.ACCOUNT_LEFT, Happening(person, at, account=by))
