"""Holding a decision as it is now: one act on it at a time."""

from __future__ import annotations

from django.utils.translation import gettext as _

from palabre.meetings.agenda.agenda_lock import may
from palabre.meetings.models import Decision
from palabre.spaces.row_lock import row_for_update

__all__ = ["decision_for_update", "may"]


def decision_for_update(decision: Decision) -> Decision:
    """Return the decision as it is now, alone in its space until the act is over."""
    return row_for_update(decision, "space", "audience", "meeting__audience", instead=_("See all the decisions."))
