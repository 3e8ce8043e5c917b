"""An objection is a reason why a proposal would do harm. It is lifted once the proposal took it in."""

from __future__ import annotations

import copy
import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.journal.models import record
from palabre.meetings import permissions
from palabre.meetings.decisions.decision_lock import decision_for_update, may
from palabre.meetings.models import Decision, Objection
from palabre.people.devices.vouchers import refuse_one_word
from palabre.people.erasures.refused_names import keep_out
from palabre.people.models import Audience, Person
from palabre.pure.french import on_lines
from palabre.refusal import Refusal

LONGEST = 1000  # characters of a reason
MOST = 60  # objections that stand at once


def object_to(
    decision: Decision, reason: str, *, by: Person, at: datetime.datetime, among: Audience | None = None
) -> Objection:
    """Raise an objection. The same reason of the same person to the same readers is the same objection.

    It is read by the readers of the proposal, or those `among` whom it is said where they are fewer; by members alone
    while the space is not public. Raises a Refusal when it is no longer a proposal, without a reason, or when `by` may
    not.
    """
    reason = cleaned_reason(reason)
    with transaction.atomic():
        now = decision_for_update(decision)
        may(permissions.can_object(by, now), _("Only those who read this proposal raise an objection."))
        if not now.is_proposed:
            raise Refusal(_("This is no longer a proposal."), instead=_("Ask to talk about it at the next meeting."))
        readers = (now.audience.or_narrower(among) if among else now.audience).within(now.space)
        there = now.objections.filter(person=by, reason=reason, audience=readers).first()
        if there is not None and there.lifted_at is None:
            return there
        if now.objections.filter(lifted_at=None).count() >= MOST:
            raise Refusal(_("There are many objections already."), instead=_("Talk about it at the next meeting."))
        if there is not None:
            refuse_one_word(by)
        keep_out(now.space, reason)
        if there is None:
            said = {"person": by, "reason": reason, "at": at}
            there = Objection.objects.create(decision=now, audience=readers, **said)
        else:
            there.stand()
        tell_of(there, now, "objection.raised", by=by)
    return there


def lift(objection: Objection, *, by: Person, at: datetime.datetime) -> None:
    """Say that the proposal took this reason in. Twice changes nothing; `stand_again` undoes it."""
    with transaction.atomic():
        now = objection_for_update(objection)
        may(permissions.can_lift(by, now), _("Only whoever raised it, or members of this space, lift an objection."))
        if now.lifted_at is None:
            refuse_one_word(by)
            now.lift(at)
            tell_of(now, now.decision, "objection.lifted", by=by)


def stand_again(objection: Objection, *, by: Person) -> None:
    """Take back that an objection was lifted. Raises a Refusal once it is no longer a proposal."""
    with transaction.atomic():
        now = objection_for_update(objection)
        may(permissions.can_lift(by, now), _("Only whoever raised it, or members of this space, lift an objection."))
        if not now.decision.is_proposed:
            raise Refusal(_("This is no longer a proposal."), instead=_("Open it again first."))
        if now.lifted_at is not None:
            refuse_one_word(by)
            now.stand()
            tell_of(now, now.decision, "objection.raised", by=by)


def tell_of(objection: Objection, decision: Decision, verb: str, *, by: Person) -> None:
    """Record it about the decision, for the readers of the objection."""
    told = copy.copy(decision)
    if objection.audience is not None:
        told.audience = decision.audience.or_narrower(objection.audience)
    record(verb, told, by=by)


def objection_for_update(objection: Objection) -> Objection:
    """Return the objection as it is now, its decision held."""
    decision = decision_for_update(objection.decision)
    now = decision.objections.select_related("audience").filter(pk=objection.pk).first()
    if now is None:
        raise Refusal(_("This objection is no longer there."), instead=_("Look at the proposal again."))
    now.decision = decision
    return now


def cleaned_reason(reason: str) -> str:
    reason = on_lines(reason)
    if not reason:
        raise Refusal(
            _("An objection says a reason: what harm would it do?"),
            instead=_("A doubt or a preference is welcome too: say it at the meeting."),
        )
    if len(reason) > LONGEST:
        raise Refusal(_("This is too long for a reason."), instead=_("Keep the harm it would do, in a few sentences."))
    return reason
