"""Gestures of the room on decisions: propose, object, adopt, set aside.

A show of hands is none of them: it is a flash (`room/broadcast/flashes.py`), and is counted nowhere.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.utils import timezone

from palabre.meetings.decisions import decision_adoption, decision_objections, decision_proposals, review_dates
from palabre.meetings.models import Decision, Objection
from palabre.meetings.room.room_decisions import of_room, readers_in
from palabre.people.models import read_by_all_of

if TYPE_CHECKING:
    from palabre.meetings.room.views.gestures import Gesture


def propose_in_room(made: Gesture) -> None:
    meeting = made.room.meeting
    decision_proposals.propose_decision(meeting.space, made.words("proposal"), by=made.by, at=made.at, meeting=meeting)


def reword(made: Gesture) -> None:
    """Reword the proposal, until no objection stands."""
    found = decision_of(made)
    decision_proposals.reword(found, made.words("wording", found.pk), by=made.by)


def object_to(made: Gesture) -> None:
    found = decision_of(made)
    reason, among = made.words("reason", found.pk), made.room.meeting.audience
    decision_objections.object_to(found, reason, by=made.by, at=made.at, among=among)


def lift(made: Gesture) -> None:
    told = read_by_all_of(readers_in(made.room)) | Q(person=made.by)
    standing = Objection.objects.filter(told, decision__in=of_room(made.room))
    found = get_object_or_404(standing.select_related("decision"), pk=made.number("objection"))
    decision_objections.lift(found, by=made.by, at=made.at)


def adopt(made: Gesture) -> None:
    """Adopt the proposal, and set its review day if the form gives one: both, or neither."""
    found = decision_of(made)
    words = made.words("review", found.pk)
    with transaction.atomic():
        decision_adoption.adopt(found, by=made.by, at=made.at, seen=made.parameters["seen"])
        if words:
            review_dates.review(found, words, by=made.by, today=timezone.localdate(made.at))


def set_aside_in_room(made: Gesture) -> None:
    found = decision_of(made)
    decision_adoption.set_aside_decision(found, made.words("why", found.pk), by=made.by, at=made.at)


def open_again(made: Gesture) -> None:
    """Reopen a proposal that was adopted or set aside by mistake."""
    decision_adoption.propose_again(decision_of(made), by=made.by)


def decision_of(made: Gesture) -> Decision:
    """Return the decision of the URL, limited to those this room shows."""
    found = get_object_or_404(of_room(made.room), pk=made.number("decision"))
    found.space = made.room.meeting.space
    return found


DECIDING: dict[str, Callable[[Gesture], None]] = {
    "proposal": propose_in_room,
    "rewording": reword,
    "objection": object_to,
    "lifting": lift,
    "adoption": adopt,
    "setting-aside": set_aside_in_room,
    "proposal-return": open_again,
}
