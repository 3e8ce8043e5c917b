"""The letter that a member gives by hand with a role offer: its words, and the link of the person alone."""

from __future__ import annotations

from django.utils.translation import gettext as _

from palabre.groups.links.share_sheet import letter
from palabre.groups.models import Role, RoleOffer
from palabre.groups.roles.role_labels import TO_BE


def role_offer_text(offer: RoleOffer, *, address: str, by: str) -> str:
    said = {"role": TO_BE[Role(offer.role)], "group": offer.group.title, "space": offer.group.space.name}
    words = [
        _("Hello %(name)s,") % {"name": offer.person.first_name},
        _("Would you like to %(role)s, in the group “%(group)s” of “%(space)s”?") % said,
        offer.words,
        _("Say yes or no, without an account: %(address)s") % {"address": address},
        _("This link is for you alone."),
        by,
    ]
    return "\n\n".join(filter(None, words))


def role_offer_mailto(offer: RoleOffer, text: str) -> str:
    """Return a mailto: address with this text and no recipient, so that it discloses nobody's address."""
    return letter(_("A role in “%(group)s”") % {"group": offer.group.title}, text)
