"""A proposal is adopted once no objection stands, or set aside; each is taken back by opening it again."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.journal.models import record
from palabre.meetings import permissions
from palabre.meetings.decisions.decision_lock import decision_for_update, may
from palabre.meetings.models import Decision
from palabre.people.erasures.refused_names import keep_out
from palabre.people.models import Person, readable
from palabre.pure.french import on_lines, shortened
from palabre.refusal import Refusal

LONGEST = 1000  # characters of why
QUOTED = 160  # of these, in a refusal


class ObjectionStands(Refusal):
    """An objection stands: it is the proposal that changes, not the objection that is outvoted."""


class SaidOtherwise(Refusal):
    """The proposal is no longer in the words that were read: nobody adopts what they have not seen."""


def adopt(decision: Decision, *, by: Person, at: datetime.datetime, seen: str = "") -> Decision:
    """Adopt a proposal. Twice changes nothing; what was read in minutes is decided already.

    `seen` is the digest of the words that the page showed, "" if it does not say. Raises SaidOtherwise when they are
    others now, ObjectionStands, which says the reason and the two ways out, or a Refusal when it was set aside.
    """
    with transaction.atomic():
        now = decision_for_update(decision)
        may(permissions.can_decide(by, now), _("Only members of this space adopt a proposal."))
        refuse_other_words(now, seen)
        if now.is_decided:
            return now
        refuse_if_set_aside(now)
        refuse_while_one_stands(now, by)
        now.adopt(at)
        record("decision.adopted", now, by=by)
    return now


def set_aside_decision(decision: Decision, why: str = "", *, by: Person, at: datetime.datetime) -> Decision:
    """Set a proposal aside, and say why if one likes. Twice changes nothing.

    Raises a Refusal when it was adopted meanwhile, or was read in minutes.
    """
    why = on_lines(why)
    if len(why) > LONGEST:
        raise Refusal(_("This is too long for a reason."), instead=_("A sentence or two are enough."))
    with transaction.atomic():
        now = decision_for_update(decision)
        may(permissions.can_decide(by, now), _("Only members of this space set a proposal aside."))
        if now.is_decided:
            raise Refusal(
                _("This is decided."), instead=_("Open it again first, or ask to talk about it at the next meeting.")
            )
        if now.set_aside_at is None:
            keep_out(now.space, why)
            now.set_aside(at, why)
            record("decision.set_aside", now, by=by)
    return now


def propose_again(decision: Decision, *, by: Person) -> Decision:
    """Take back that a proposal was adopted, or set aside: it is a proposal again. Twice changes nothing.

    Raises a Refusal for what was read in minutes: nobody proposed it here.
    """
    with transaction.atomic():
        now = decision_for_update(decision)
        may(permissions.can_decide(by, now), _("Only members of this space open a decision again."))
        if not now.was_proposed_here:
            raise Refusal(
                _("This was decided at a meeting, and read in its minutes."),
                instead=_("Ask to talk about it at the next meeting, or propose something else."),
            )
        if not now.is_proposed:
            now.propose_again()
            record("decision.opened_again", now, by=by)
    return now


def refuse_while_one_stands(decision: Decision, by: Person) -> None:
    """Raise ObjectionStands, in the words of one that `by` reads, if any."""
    standing = decision.objections.filter(lifted_at=None).order_by("at", "pk")
    if not standing.exists():
        return
    told = standing.filter(readable(by)).first()
    raise ObjectionStands(
        _("An objection stands: “%(reason)s”") % {"reason": shortened(told.reason, QUOTED)}
        if told is not None
        else _("An objection stands, read by fewer people than this proposal."),
        instead=_("Change the proposal until it can be lifted, or set the proposal aside."),
    )


def refuse_other_words(decision: Decision, seen: str) -> None:
    if seen and seen != decision.words_digest:
        raise SaidOtherwise(
            _("Somebody has said this proposal otherwise in the meantime: “%(text)s”")
            % {"text": shortened(decision.text, QUOTED)},
            instead=_("Read it as it is now: adopt it if it suits you still."),
        )


def refuse_if_set_aside(decision: Decision) -> None:
    if decision.set_aside_at is not None:
        raise Refusal(_("This proposal was set aside."), instead=_("Open it again first."))
