"""Holding a decision as it is now: one act on it at a time."""

from __future__ import annotations

from django.utils.translation import gettext as _

from palabre.meetings.agenda.agenda_lock import may
from palabre.meetings.models import Decision
from palabre.refusal import Refusal
from palabre.spaces.models import Space

__all__ = ["decision_for_update", "may"]


def decision_for_update(decision: Decision) -> Decision:
    """Return the decision as it is now, alone in its space until the act is over."""
    Space.hold(decision.space_id)
    now = Decision.objects.select_related("space", "audience", "meeting__audience").filter(pk=decision.pk).first()
    if now is None:
        raise Refusal(_("This has been removed in the meantime."), instead=_("See all the decisions."))
    return now
