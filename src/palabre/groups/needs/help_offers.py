"""“Je peux aider”, offered before anybody asks, and “Cela nous aiderait”, a group’s reply. Neither binds anybody."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.groups import permissions
from palabre.groups.models import WORDS_LENGTH, Group, HelpOffer, HelpWanted, NeedKind
from palabre.groups.roles.spokespersons import speaks_for
from palabre.groups.typed_values import form_token_of, line_of
from palabre.journal.models import record
from palabre.people.devices.vouchers import refuse_one_word
from palabre.people.erasures.refused_names import keep_out
from palabre.people.models import Audience, Person
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.spaces.row_lock import row_for_update
from palabre.upkeep.rate_limits import HOUR, wait_until_fewer

MOST_OF_ONE = 20  # open offers of one person
MOST_OF_ONE_IN_AN_HOUR = 10
MOST_IN_AN_HOUR = 1000  # offers in one space: many people who offer at once, and no more


class TooManyOffers(Refusal):
    status = 429


def offer_help(
    space: Space, text: str, *, kind: str = "", by: Person, at: datetime.datetime, form_token: str = ""
) -> HelpOffer:
    """Create an offer of help to all groups, in one line. Idempotent for the same text or form."""
    text = line_of(text, most=WORDS_LENGTH, empty=_("Say in a line what you can do."))
    kind = kind if kind in NeedKind.values else NeedKind.OTHER
    with transaction.atomic():
        Space.hold(space.pk)
        token = form_token_of(form_token, by)
        known = already(space, text, by=by, form_token=token)
        if known is not None:
            return known
        bound_offers(space, by=by, at=at)
        keep_out(space, text)
        by.come(at)
        said = {"space": space, "audience": Audience.widest(space), "by": by, "kind": kind, "text": text}
        made = HelpOffer.objects.create(at=at, form_token=token, **said)
        record("help.offered", made, by=by)
        return made


def bound_offers(space: Space, *, by: Person, at: datetime.datetime) -> None:
    """Limit the offers in one space in an hour: those of each person, then all of them."""
    lately = HelpOffer.objects.filter(space=space, at__gt=at - HOUR, at__lte=at).order_by("-at")
    if wait := wait_until_fewer(lately.filter(by=by), most=MOST_OF_ONE_IN_AN_HOUR, at=at):
        raise TooManyOffers(_("You offered a great deal just now."), instead=wait.words)
    if wait := wait_until_fewer(lately, most=MOST_IN_AN_HOUR, at=at):
        raise TooManyOffers(_("A great many people are offering help right now."), instead=wait.words)


def already(space: Space, text: str, *, by: Person, form_token: str | None) -> HelpOffer | None:
    hers = HelpOffer.objects.filter(space=space, by=by)
    known = hers.filter(form_token=form_token).first() if form_token else None
    standing = hers.filter(withdrawn_at=None)
    known = known or standing.filter(text=text).first()
    if known is None and standing.count() >= MOST_OF_ONE:
        raise Refusal(
            _("You already offer a great deal."), instead=_("Withdraw an offer that no longer stands, then add this.")
        )
    return known


def withdraw_help_offer(offer: HelpOffer, *, by: Person, at: datetime.datetime) -> None:
    """Withdraw an offer of `by`, without a reason. Has no effect on the offer of somebody else."""
    refuse_one_word(by)
    with transaction.atomic():
        now = help_offer_for_update(offer)
        if permissions.can_take_offer_back(by, now) and now.withdrawn_at is None:
            now.withdraw(at)
            record("help.withdrawn", now, by=by)


def offer_again(offer: HelpOffer, *, by: Person) -> None:
    """Undo `withdraw_help_offer`."""
    refuse_one_word(by)
    with transaction.atomic():
        now = help_offer_for_update(offer)
        if permissions.can_take_offer_back(by, now) and now.withdrawn_at is not None:
            now.withdraw(None)
            record("help.offered", now, by=by)


def want(offer: HelpOffer, group: Group, *, by: Person, at: datetime.datetime) -> HelpWanted:
    """Say “Cela nous aiderait” for `group`. The author of the offer is told, and is free to answer."""
    with transaction.atomic():
        now = help_offer_for_update(offer)
        let_want(by, group, now)
        known = now.wanted.filter(group=group).first()
        if known is not None:
            return known
        if now.withdrawn_at is not None:
            raise Refusal(_("This offer was taken back."), instead=_("Say what you need: others may help."))
        made = now.wanted.create(group=group, by=by, at=at)
        record("help.wanted", now, by=by, group=group.pk)
        return made


def want_no_longer(offer: HelpOffer, group: Group, *, by: Person) -> None:
    """Undo `want`."""
    with transaction.atomic():
        now = help_offer_for_update(offer)
        let_want(by, group, now)
        known = now.wanted.filter(group=group).first()
        if known is not None:
            known.delete()
            record("help.not_wanted", now, by=by, group=group.pk)


def let_want(by: Person, group: Group, offer: HelpOffer) -> None:
    if group.space_id != offer.space_id or not permissions.can_want(by, group, is_of=speaks_for(by, group)):
        raise Refusal(
            _("It is for the people of a group to say what would help them."),
            instead=_("You can come along: say so on the page of the group."),
        )


def help_offer_for_update(offer: HelpOffer) -> HelpOffer:
    """Lock the space and return the offer, read again."""
    return row_for_update(offer, instead=_("There are other offers: see who can help."))
