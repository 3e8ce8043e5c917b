"""Gestures of the room on needs, at the point that brings them: answer, withdraw an answer, say that one is met."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from palabre.groups.models import Answer, Need
from palabre.groups.needs.need_answers import answer_need, withdraw_answer
from palabre.groups.needs.satisfaction import satisfy, undo_satisfying
from palabre.groups.permissions import can_offer, can_take_back
from palabre.meetings.permissions import can_take_part
from palabre.meetings.room import room_harvest
from palabre.meetings.room.room_needs import brought
from palabre.web.view_doors import require

if TYPE_CHECKING:
    from palabre.meetings.room.views.gestures import Gesture


def say_answer(made: Gesture) -> None:
    """« Répondu »: record an answer, typed by its author or by the scribe."""
    need = need_of(made)
    require(can_offer(made.by, need) and can_take_part(made.by, made.room.meeting))
    given = answer_need(need, made.words("answer", need.pk), by=made.by, at=made.at)
    room_harvest.put_answer(given, made.room)
    made.say(_("Noted. It is for the group to say whether it is enough."))


def take_answer_back(made: Gesture) -> None:
    """Withdraw one's own answer."""
    needs = brought(made.room.meeting, made.room.meeting.agenda.all())
    given = get_object_or_404(Answer.objects.select_related("by"), pk=made.number("answer"), need__in=needs)
    require(can_take_back(made.by, given))
    withdraw_answer(given, by=made.by)
    room_harvest.take_answer_out(given, made.room)


def not_yet(made: Gesture) -> None:
    """« Pas encore »: a message only; a need that waits comes back automatically."""
    need_of(made)
    made.say(_("It stays as it is, and comes back at the next meeting."))


def say_met(made: Gesture) -> None:
    """« C’est bon pour nous »: a person of the group declares the need met."""
    satisfy(need_of(made), by=made.by, at=made.at)


def say_not_met(made: Gesture) -> None:
    """Undo a declaration made too soon: the need waits for the group's word again."""
    undo_satisfying(need_of(made), by=made.by)


def need_of(made: Gesture) -> Need:
    """Return the need of the URL, limited to those brought by a point of this meeting."""
    meeting = made.room.meeting
    found = get_object_or_404(brought(meeting, meeting.agenda.all()), pk=made.number("need"))
    found.space = meeting.space
    return found


NEEDS: dict[str, Callable[[Gesture], None]] = {
    "answer": say_answer,
    "answer-back": take_answer_back,
    "not-yet": not_yet,
    "met": say_met,
    "not-met": say_not_met,
}
