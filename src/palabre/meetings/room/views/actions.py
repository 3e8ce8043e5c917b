"""Gestures of the room on actions, « À prendre »: add, propose, take, alone or not, give back, leave in suspense."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from palabre.groups.actions import action_assignment
from palabre.groups.actions.action_offers import leave_hanging, take_together
from palabre.groups.models import Action
from palabre.meetings.actions.actions_to_take import of_meeting
from palabre.meetings.room import room_lines

if TYPE_CHECKING:
    from palabre.meetings.room.views.gestures import Gesture


def take(made: Gesture) -> None:
    action_assignment.take(action_of(made), by=made.by)


def take_with_others(made: Gesture) -> None:
    """« À plusieurs »: take the action with others, whom the form may name."""
    take_together(action_of(made), made.words("with", made.number("action")) or _("several people"), by=made.by)


def give_action_back_in_room(made: Gesture) -> None:
    """Give back an action that one took."""
    action_assignment.give_action_back(action_of(made), by=made.by)


def hang(made: Gesture) -> None:
    """Leave an action hanging, and confirm with a message: an action that was not offered does not change on screen."""
    found = action_of(made)
    leave_hanging(found, by=made.by)
    if Action.objects.filter(pk=found.pk, owner=None).exists():
        made.say(_("Left in suspense: it comes back at the next meeting."))


def say_line(made: Gesture) -> None:
    """Add a thing to do, in words."""
    room_lines.add_line(made.room, made.words("line"), by=made.by, at=made.at)


def propose(made: Gesture) -> None:
    """Propose an action to somebody who is there, by name."""
    room_lines.propose_line(made.room, action_of(made), made.words("to", made.number("action")), by=made.by)


def action_of(made: Gesture) -> Action:
    """Return the action of the URL, limited to those of this meeting."""
    found = get_object_or_404(of_meeting(made.room.meeting), pk=made.number("action"))
    found.space = made.room.meeting.space
    return found


TAKING: dict[str, Callable[[Gesture], None]] = {
    "taking": take,
    "taking-together": take_with_others,
    "giving-back": give_action_back_in_room,
    "suspense": hang,
    "proposing": propose,
}
