"""Answers of guests: one each, a link that brings theirs back on any device, and an address if they like.

A name that was typed gives no right. Who types the name of somebody who answered is told so, and changes nothing.
"""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.meetings.models import DatePoll
from palabre.people.access import links
from palabre.people.models import Link, Person
from palabre.pure.addressbook import is_address
from palabre.pure.french import name_key, on_one_line
from palabre.refusal import Refusal
from palabre.spaces.models import Space


class AnsweredAlready(Refusal):
    """Raised if somebody of this name answered already."""


def refuse_namesake(poll: DatePoll, typed: str) -> None:
    """Raise AnsweredAlready if the name that a new guest types is that of somebody who answered.

    Where answers are hidden, this would tell who answered: the namesake answers too, for themselves.
    """
    if poll.hides_answers:
        return
    wanted = name_key(on_one_line(typed))
    names = poll.answers.standing().filter(person__erased_at=None).values_list("person__name", flat=True)
    if wanted and any(name_key(name) == wanted for name in names):
        raise AnsweredAlready(
            _("%(name)s has answered already.") % {"name": on_one_line(typed)},
            instead=_(
                "Is it you? Open your own link, or the device from which you answered: your answer is there. If it is "
                "not you, add a word to your name."
            ),
        )


def give_own_link(poll: DatePoll, guest: Person, *, at: datetime.datetime) -> Link:
    """Return the link by which a guest finds their answer again: shown to nobody else."""
    return links.link_to(poll, person=guest, by=guest, at=at)


def own_link(poll: DatePoll, guest: Person | None, *, at: datetime.datetime) -> str:
    """Return the path of the link that a guest was given, "" without one."""
    if guest is None:
        return ""
    about = {"person": guest, "made_by": guest, "thing_kind": poll._meta.label_lower, "thing_id": poll.pk}
    found = Link.objects.filter(**about, revoked_at=None, expires_at__gt=at).order_by("-pk").first()
    return links.link_path(found) if found else ""


def may_give_address(guest: Person | None) -> bool:
    """Return whether a link takes an address of this person: only of who did no more than type a name.

    Whoever proves an address may claim the person who has it: a link that takes one would sign its holder in.
    """
    return guest is not None and guest.is_passer_by and guest.account_id is None


def keep_address(guest: Person, typed: str) -> None:
    """Store the address that a guest gave for themselves; "" removes it.

    Raise a Refusal if it is no address, or if the person is more than a guest by now.
    """
    address = on_one_line(typed)
    if address and not is_address(address):
        raise Refusal(_("This address is incomplete."), instead=_("For example: first.name@example.com"))
    with transaction.atomic():
        Space.hold(guest.space_id)
        now = Person.objects.get(pk=guest.pk)
        if not may_give_address(now):
            raise Refusal(_("A link does not change an address."), instead=_("Sign in: “You” says which one is used."))
        now.may_be_reached_at(address, by=None)
