"""“Je passe la main”: a person offers their role to somebody, or publishes a call for it.

They hold the role until they leave it, which they may do at any time. The other person answers by their own click.
"""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.groups.left_roles import refuse_what_others_ended
from palabre.groups.models import Membership, Role, RoleCall, RoleOffer
from palabre.groups.roles import role_calls
from palabre.groups.roles.convener_answers import roles_of, still_there
from palabre.groups.roles.renewal import put_off
from palabre.groups.roles.role_labels import BEGINNINGS
from palabre.groups.roles.role_offers import propose_role
from palabre.people.models import Person
from palabre.refusal import Refusal


def hand_on(
    role: Membership, *, to: Person | None, by: Person, at: datetime.datetime, words: str = ""
) -> RoleOffer | RoleCall:
    """Offer a role of `by`, held or left, to `to`; publish a call if `to` is None.

    While `by` holds the role, they are asked again in a month. Raise a Refusal for a role that others ended.
    """
    with transaction.atomic():
        group = still_there(role.group)
        now = next(iter(roles_of(by, group, role.role)), None)
        if now is None:
            raise Refusal(_("This role is no longer there."), instead=_("See yours on the page “You”."))
        refuse_what_others_ended([now], group, by=by, at=at)
        if now.until is None:
            put_off(now, at=at)
        if to is not None:
            return propose_role(group, now.role, to=to, by=by, at=at, words=words)
        return role_calls.call(group, str(BEGINNINGS[Role(now.role)]), role=now.role, by=by, at=at)
