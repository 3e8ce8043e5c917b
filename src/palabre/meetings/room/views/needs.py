"""What is answered to the needs of the last time, at their point: said in a line, taken back, or left for the next."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from palabre.groups.models import Answer, Need
from palabre.groups.needs.need_answers import answer_need, withdraw_answer
from palabre.groups.needs.satisfaction import satisfy, undo_satisfying
from palabre.groups.permissions import can_offer, can_take_back
from palabre.meetings.permissions import can_take_part
from palabre.meetings.room import room_harvest
from palabre.meetings.room.room_lock import bell
from palabre.meetings.room.room_needs import brought

if TYPE_CHECKING:
    from palabre.meetings.room.views.gestures import Gesture


def say_answer(made: Gesture) -> str:
    """« Répondu »: in the words of whoever says it, or typed by who takes the notes."""
    need = need_of(made)
    if not can_offer(made.by, need) or not can_take_part(made.by, made.room.meeting):
        raise PermissionDenied
    given = answer_need(need, made.word(f"answer-{need.pk}"), by=made.by, at=made.at)
    room_harvest.put_answer(given, made.room)
    made.say(_("Noted. It is for the group to say whether it is enough."))
    return rung(made)


def take_answer_back(made: Gesture) -> str:
    """She who answered takes it back."""
    needs = brought(made.room.meeting, made.room.meeting.agenda.all())
    given = get_object_or_404(Answer.objects.select_related("by"), pk=made.number("answer"), need__in=needs)
    if not can_take_back(made.by, given):
        raise PermissionDenied
    withdraw_answer(given, by=made.by)
    room_harvest.take_answer_out(given, made.room)
    return rung(made)


def not_yet(made: Gesture) -> str:
    """« Pas encore » is said aloud, and changes nothing: what waits comes back by itself."""
    need_of(made)
    made.say(_("It stays as it is, and comes back at the next meeting."))
    return ""


def say_met(made: Gesture) -> str:
    """« C’est bon pour nous », of who speaks for the group."""
    satisfy(need_of(made), by=made.by, at=made.at)
    return rung(made)


def say_not_met(made: Gesture) -> str:
    """It was said too soon: it waits for the word of the group again."""
    undo_satisfying(need_of(made), by=made.by)
    return rung(made)


def need_of(made: Gesture) -> Need:
    """Return the need that this address names, among those that a point of this meeting brought."""
    meeting = made.room.meeting
    found = get_object_or_404(brought(meeting, meeting.agenda.all()), pk=made.number("need"))
    found.space = meeting.space
    return found


def rung(made: Gesture) -> str:
    bell.rung(made.room.meeting.pk)
    return ""


NEEDS: dict[str, Callable[[Gesture], str]] = {
    "answer": say_answer,
    "answer-back": take_answer_back,
    "not-yet": not_yet,
    "met": say_met,
    "not-met": say_not_met,
}
