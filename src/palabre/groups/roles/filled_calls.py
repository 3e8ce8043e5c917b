"""“C’est trouvé”: close a call because somebody was found, and its undo.

A person who pledged in their own words to carry takes the role at once; anybody else gets a role offer to accept.
Either is for who decides for the group: the author of the call, who may be any member, only closes it.
"""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from palabre.groups.group_access import let_decide
from palabre.groups.models import CARRYING, Level, Membership, Pledge, Role, RoleCall, RoleOffer
from palabre.groups.roles.convener_answers import still_there
from palabre.groups.roles.group_audience import keep_in_step
from palabre.groups.roles.role_calls import role_call_for_update
from palabre.groups.roles.role_offers import assign_role, over, propose_role
from palabre.groups.roles.succession import look_for_convener
from palabre.journal.models import record
from palabre.people.models import Person

# The carrying role that a pledge at this level gives, for a call that looks for somebody to carry.
BY_HER_WORD = {Level.CARRY: Role.CONVENER, Level.CO_CARRY: Role.CO_CONVENER}
AS_SHE_SAID = {**BY_HER_WORD, Level.INFORMED: Role.OBSERVER}


def fill(call: RoleCall, *, by: Person, at: datetime.datetime, found: Pledge | None = None) -> RoleOffer | None:
    """Close the call as filled; `found` is the pledge of the person, if they made one to this call. Idempotent.

    If they have to be asked first, the call stays open until they accept, and the role offer is returned. Raise a
    Refusal if `by`, who does not decide for the group, would give somebody a role in it.
    """
    with transaction.atomic():
        now = role_call_for_update(call)
        if not now.is_open:
            return None
        group = still_there(now.group) if now.group is not None else None
        if found is None or found.call_id != now.pk or group is None:
            over(now, by=by, at=at)
            return None
        let_decide(by, group)
        role = role_by_word(now, found)
        wanted = role or now.role or as_she_said(found)
        if not role and not group.memberships.held().filter(person=found.person, role=wanted).exists():
            return propose_role(group, wanted, to=found.person, by=by, at=at, call=now)
        over(now, by=by, at=at)
        if role:
            assign_role(group, role, to=found.person, at=at, by=by)
        return None


def as_she_said(found: Pledge) -> str:
    """Return the role to offer for a call that names none."""
    return AS_SHE_SAID.get(Level(found.level), Role.CONTRIBUTOR) if found.level else Role.CONTRIBUTOR


def role_by_word(call: RoleCall, found: Pledge) -> str:
    """Return the carrying role that the person’s own pledge gives them; "" if they must be asked.

    A pledge typed by somebody else does not count.
    """
    if call.role not in CARRYING or found.typed_by_id is not None:
        return ""
    return BY_HER_WORD.get(Level(found.level), "") if found.level else ""


def unfill(call: RoleCall, *, by: Person, at: datetime.datetime) -> None:
    """Undo `fill`: reopen the call, end the roles and close the offers that it made.

    Raise a Refusal if it made some, and `by` does not decide for the group.
    """
    with transaction.atomic():
        now = role_call_for_update(call)
        if now.filled_at is None:
            return
        offers = list(RoleOffer.objects.filter(call=now, closed_at=None))
        given = Membership.objects.held().filter(group=now.group_id, confirmed_at=now.filled_at)
        roles = list(given.filter(person__pledges__call=now))
        if now.group is not None and (offers or roles):
            let_decide(by, now.group)
        now.reopen(at)
        record("call.published", now, by=by)
        if now.group is None:
            return
        for offer in offers:
            offer.close(at)
        for role in roles:
            role.end(timezone.localdate(at))
        keep_in_step(now.space_id)
        look_for_convener(now.group, at=at)
