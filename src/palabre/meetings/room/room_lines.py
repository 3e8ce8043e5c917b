"""Things to do said in the room: a line is added, and proposed to somebody who is there, who alone takes it."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.groups.actions.action_offers import offer
from palabre.groups.actions.new_action import say_action
from palabre.groups.models import Action
from palabre.meetings.attendance.people_there import names_present, the_one_called
from palabre.meetings.models import CarriedOver, Room
from palabre.meetings.room.room_lock import let_lead, room_for_update, save_gesture
from palabre.people.models import Person
from palabre.pure.french import on_one_line
from palabre.pure.promises import promises_in
from palabre.refusal import Refusal


def add_line(room: Room, text: str, *, by: Person, at: datetime.datetime) -> Action:
    """Add a thing to do to the meeting. « Anouk appelle le maçon avant vendredi » proposes it to Anouk, if present."""
    let_lead(by, room)
    words = on_one_line(text)
    promise = next(promises_in(words, on=timezone.localdate(at)), None)
    with transaction.atomic():
        now = room_for_update(room)
        meeting = now.meeting
        due = promise.due if promise else ""
        action = say_action(
            meeting.group, words, due_words=due, by=by, at=at, space=meeting.space, readers=meeting.audience
        )
        CarriedOver.objects.get_or_create(meeting=meeting, action=action)
        who = the_one_called(promise.who, names_present(meeting)) if promise else None
        if who is not None and not who.is_passer_by and action.owner_id is None:
            offer(action, who, by=by)
        save_gesture(now)
        return action


def propose_line(room: Room, action: Action, name: str, *, by: Person) -> None:
    """Propose a thing to do to the person of this name who is there. Raise a Refusal if it is nobody, or several."""
    let_lead(by, room)
    who = the_one_called(on_one_line(name), names_present(room.meeting))
    if who is None:
        raise Refusal(
            _("Nobody here by that name, or several people."),
            instead=_("Mark the person as here, or write both names."),
        )
    offer(action, who, by=by)
