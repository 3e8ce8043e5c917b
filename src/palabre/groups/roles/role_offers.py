"""Role offers: a role is offered to a person, who takes or declines it by their own click. Nobody is assigned one."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.groups.group_access import may_decide
from palabre.groups.left_roles import leaving_of
from palabre.groups.models import CARRYING, Group, Membership, Role, RoleCall, RoleOffer
from palabre.groups.roles.convener_answers import still_there
from palabre.groups.roles.greetings import greet
from palabre.groups.roles.group_audience import keep_in_step
from palabre.groups.roles.succession import seek_no_longer
from palabre.groups.typed_values import short_words
from palabre.journal.models import kind_of, record
from palabre.people.devices.acting_person import refuse_put_out
from palabre.people.devices.vouchers import refuse_single_voucher
from palabre.people.erasures.refused_names import keep_out
from palabre.people.hooks import Happening
from palabre.people.models import Audience, Merging, Person
from palabre.people.permissions import can_contribute
from palabre.refusal import Refusal
from palabre.spaces.row_lock import row_for_update


def propose_role(
    group: Group,
    role: str,
    *,
    to: Person,
    by: Person,
    at: datetime.datetime,
    words: str = "",
    call: RoleCall | None = None,
) -> RoleOffer:
    """Offer this role to `to`. Only `to` and `by` read the offer. Idempotent.

    Raise a Refusal unless `by` is a member, for an unknown role, a person who is not in the space, a role held already,
    or that somebody else offers to them, and while a single member vouches for `by` on this device.
    """
    words = short_words(words)
    refuse_single_voucher(by)
    if not can_contribute(by):
        raise Refusal(
            _("Only members of this space propose a role."), instead=_("You can publish a call on the group’s page.")
        )
    with transaction.atomic():
        now = still_there(group)
        refuse_what_is_no_offer(now, role, to)
        keep_out(now.space, words)
        known = RoleOffer.objects.filter(group=now, person=to, role=role, closed_at=None).first()
        if known is not None and known.by_id == by.pk:
            return known
        if known is not None:
            raise Refusal(
                _("Somebody has proposed this role to %(name)s already.") % {"name": to.name},
                instead=_("Wait for their answer, or tell them in person what you would write here."),
            )
        readers = Audience.of_persons(by, *([to] if to.pk != by.pk else []))
        said = {"role": role, "words": words, "call": call, "by": by, "at": at}
        offer = RoleOffer.objects.create(space=now.space, audience=readers, group=now, person=to, **said)
        record("role.proposed", offer, by=by)
        return offer


def take(offer: RoleOffer, *, by: Person, at: datetime.datetime) -> Membership:
    """Take the role on offer, which makes the person a member. Idempotent.

    Raise a Refusal for any other person, if the role is no longer offered, or no longer its author’s to offer, and to a
    passer-by if no member offers it.
    """
    with transaction.atomic():
        now = own_role_offer_for_update(offer, by=by)
        group = still_there(now.group)
        is_offered = now.closed_at is None and may_still_propose(now, group)
        if is_offered:
            by.answer(at, asked_by=now.by)
        if is_offered and not by.is_passer_by:
            giver = None if follows_a_join(now) else now.by
            assign_role(group, now.role, to=by, at=at, by=giver)
            now.close(at)
            if now.call is not None and now.call.is_open:
                over(now.call, by=by, at=at)
        mine = group.memberships.held().filter(person=by, role=now.role).first()
        if mine is None:
            raise Refusal(
                _("This role is no longer proposed."),
                instead=_("You can still say that you are coming, on the group’s page."),
            )
        return mine


def may_still_propose(offer: RoleOffer, group: Group) -> bool:
    """Return whether its author is still a member, and decides for the group, holds this role or left it themselves."""
    by = offer.by
    if by is None or not by.is_member:
        return False
    roles = list(group.memberships.filter(person=by, role=offer.role))
    hands_on = any(role.until is None for role in roles) or leaving_of(roles, group) is not None
    return hands_on or may_decide(by, group)


def follows_a_join(offer: RoleOffer) -> bool:
    """Return whether the offer was made by joining two names: who joined them gave nothing, and greets nobody.

    Such an offer is of the very instant of the join (see role_offers_after_person_merge).
    """
    return Merging.objects.filter(space=offer.space_id, thing_kind=kind_of(Person), at=offer.at).exists()


def decline_role(offer: RoleOffer, *, by: Person, at: datetime.datetime) -> None:
    """Decline the offer, without a reason."""
    with transaction.atomic():
        now = own_role_offer_for_update(offer, by=by)
        if now.closed_at is None:
            now.close(at)
            record("role.declined", now, by=by)


def withdraw_role_offer(offer: RoleOffer, *, by: Person, at: datetime.datetime) -> None:
    """Withdraw an offer that `by` made."""
    refuse_single_voucher(by)
    with transaction.atomic():
        now = role_offer_for_update(offer)
        if now.by_id != by.pk:
            raise Refusal(_("Somebody else made this proposal."))
        if now.closed_at is None:
            now.close(at)
            record("role.unproposed", now, by=by)


def close_offers(gone: Happening) -> list[int]:
    """Close the offers made by who leaves the space. Return their ids."""
    made = list(RoleOffer.objects.filter(by=gone.subject, closed_at=None).order_by("pk"))
    for offer in made:
        offer.close(gone.at)
    return [offer.pk for offer in made]


def reopen_offers(back: Happening, numbers: list[int]) -> None:
    """Open them again, unless the role was offered or taken since."""
    for offer in RoleOffer.objects.filter(pk__in=numbers, by=back.subject).order_by("pk"):
        same = {"group": offer.group_id, "person": offer.person_id, "role": offer.role}
        is_offered = RoleOffer.objects.filter(**same, closed_at=None).exists()
        if not is_offered and not Membership.objects.held().filter(**same).exists():
            offer.close(None)


def assign_role(
    group: Group,
    role: str,
    *,
    to: Person,
    at: datetime.datetime,
    by: Person | None,
) -> Membership:
    """Assign a role that the person accepted; `by` offered it.

    The caller holds the lock on the space.
    """
    mine = group.welcome(to, role=role)
    mine.confirm(at)
    if by is not None:
        greet(group, to, by=by, at=at)
    if role in CARRYING:
        seek_no_longer(group, by=to, at=at)
    keep_in_step(group.space_id)
    record("role.taken", group, by=to, role=role)
    return mine


def over(call: RoleCall, *, by: Person, at: datetime.datetime) -> None:
    """Mark the call as filled. The caller holds the lock on the space."""
    call.fill(at)
    record("call.filled", call, by=by)


def refuse_what_is_no_offer(group: Group, role: str, to: Person) -> None:
    if role not in Role.values:
        raise Refusal(_("That is not one of the roles."), instead=_("Choose one of those shown."))
    if to.space_id != group.space_id or to.erased_at is not None or to.put_out_at is not None:
        raise Refusal(_("This person is not here."), instead=_("Choose somebody of this space."))
    if group.memberships.held().filter(person=to, role=role).exists():
        raise Refusal(
            _("%(name)s holds this role already.") % {"name": to.first_name}, instead=_("Choose another role.")
        )


def own_role_offer_for_update(offer: RoleOffer, *, by: Person) -> RoleOffer:
    """Lock the space and return the offer, read again. Raise a Refusal to another person, or to one put out since."""
    refuse_single_voucher(by)
    now = role_offer_for_update(offer)
    refuse_put_out(by.pk)
    if now.person_id != by.pk:
        raise Refusal(_("This proposal is for somebody else."), instead=_("Only they can answer."))
    return now


def role_offer_for_update(offer: RoleOffer) -> RoleOffer:
    """Lock the space and return the offer, read again."""
    return row_for_update(offer, instead=_("Ask the person who wrote to you."))
