"""An objection is a reason why a proposal would do harm. It is lifted once the proposal took it in."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.journal.models import record
from palabre.meetings import permissions
from palabre.meetings.decisions.decision_lock import decision_for_update, may
from palabre.meetings.models import Decision, Objection
from palabre.people.devices.vouchers import refuse_one_word
from palabre.people.erasures.refused_names import keep_out
from palabre.people.models import Person
from palabre.pure.french import on_lines
from palabre.refusal import Refusal

LONGEST = 1000  # characters of a reason
MOST = 60  # objections that stand at once


def object_to(decision: Decision, reason: str, *, by: Person, at: datetime.datetime) -> Objection:
    """Raise an objection. The same reason of the same person again is the same objection.

    Raises a Refusal when it is no longer a proposal, without a reason, or when `by` may not.
    """
    reason = cleaned_reason(reason)
    with transaction.atomic():
        now = decision_for_update(decision)
        may(permissions.can_object(by, now), _("Only those who read this proposal raise an objection."))
        if not now.is_proposed:
            raise Refusal(_("This is no longer a proposal."), instead=_("Ask to talk about it at the next meeting."))
        there = now.objections.filter(person=by, reason=reason).first()
        if there is not None and there.lifted_at is None:
            return there
        if now.objections.filter(lifted_at=None).count() >= MOST:
            raise Refusal(_("There are many objections already."), instead=_("Talk about it at the next meeting."))
        if there is not None:
            refuse_one_word(by)
        keep_out(now.space, reason)
        record("objection.raised", now, by=by)
        if there is None:
            return Objection.objects.create(decision=now, person=by, reason=reason, at=at)
        there.stand()
    return there


def lift(objection: Objection, *, by: Person, at: datetime.datetime) -> None:
    """Say that the proposal took this reason in. Twice changes nothing; `stand_again` undoes it."""
    with transaction.atomic():
        now = objection_for_update(objection)
        may(permissions.can_lift(by, now), _("Only whoever raised it, or members of this space, lift an objection."))
        if now.lifted_at is None:
            refuse_one_word(by)
            now.lift(at)
            record("objection.lifted", now.decision, by=by)


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
            record("objection.raised", now.decision, by=by)


def objection_for_update(objection: Objection) -> Objection:
    """Return the objection as it is now, its decision held."""
    decision = decision_for_update(objection.decision)
    now = decision.objections.filter(pk=objection.pk).first()
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
