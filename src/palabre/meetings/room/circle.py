"""« Cercle sans notes »: a talking piece goes round; a person may pass; a turn without a speaker closes the circle.

Its seats and speakers are stored while it is open, and only its duration after. A person who left, or whose name was
erased in the meantime, is skipped. A circle is shown by the room's screens alone, until its sentences are left.
"""

from __future__ import annotations

import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from palabre.meetings.models import Circle, LeftSentence, Presence, Room
from palabre.meetings.permissions import can_lead, can_take_part
from palabre.meetings.room.room_lock import (
    let_lead,
    let_take_part,
    room_alone_for_update,
    room_for_update,
    save_gesture,
    save_room_gesture,
)
from palabre.people.erasures.refused_names import keep_out
from palabre.people.models import Person
from palabre.pure.french import on_one_line
from palabre.refusal import Refusal
from palabre.web.saved_fields import save_fields

LONGEST_QUESTION, LONGEST_SENTENCE = 400, 400  # characters
MOST_SENTENCES = 300  # of one circle: all in the note, they leave room for half a note more
MOST_WITH_GUESTS = 200  # after which only members leave some


def begin_circle(room: Room, question: str, *, by: Person, at: datetime.datetime) -> Circle:
    """Seat the persons present, by order of arrival; the first holds the piece. One circle at a time."""
    let_lead(by, room)
    words = on_one_line(question)
    if len(words) > LONGEST_QUESTION:
        raise Refusal(_("This question is too long to be heard."), instead=_("Shorten it, then try again."))
    with transaction.atomic():
        now = room_for_update(room)  # no name is removed meanwhile
        keep_out(now.meeting.space, words)
        known = now.circles.filter(closed_at=None).first()
        if known is not None:
            return known
        order = seated(now)
        if not order:
            raise Refusal(_("Nobody is marked as being here."), instead=_("Tap the names first, or add them."))
        made = Circle.objects.create(
            room=now, item=now.item, question=words, began_at=at, order=order, holder_id=order[0], place=0
        )
        save_room_gesture(now)
        return made


def turn(room: Room, circle: int, *, holder: int, spoke: bool, by: Person, at: datetime.datetime) -> None:
    """Pass the piece on from `holder`, who spoke or passed: by the holder themselves or a member who leads.

    Idempotent: nothing happens if the piece moved on already.
    """
    leads = can_lead(by, room.meeting)
    if not leads and not (can_take_part(by, room.meeting) and by.pk == holder):
        raise PermissionDenied
    with transaction.atomic():
        now = room_alone_for_update(room)
        found = now.circles.filter(pk=circle, closed_at=None).first()
        if found is None or found.holder_id != holder:
            return
        if spoke:
            found.spoken = [*found.spoken, holder]
        go_on(found, at)
        save_room_gesture(now)


def hand_to(room: Room, circle: int, person: int, *, by: Person) -> None:
    """Give the piece to a person of the circle; the turn goes on from there."""
    let_lead(by, room)
    with transaction.atomic():
        now = room_alone_for_update(room)
        found = now.circles.filter(pk=circle, closed_at=None).first()
        if found is None or person not in found.order or found.holder_id == person or person not in still_there(found):
            return
        save_fields(found, holder_id=person, place=found.order.index(person))
        save_room_gesture(now)


def close_circle(room: Room, circle: int, *, by: Person, at: datetime.datetime) -> None:
    """Close the circle before a silent turn."""
    let_lead(by, room)
    with transaction.atomic():
        now = room_alone_for_update(room)
        found = now.circles.filter(pk=circle, closed_at=None).first()
        if found is not None:
            empty(found, at)
            save_room_gesture(now)


def leave_sentence(
    room: Room, circle: int, text: str, *, is_signed: bool, by: Person, at: datetime.datetime
) -> LeftSentence:
    """Add a sentence to a closed circle. Unsigned, its author is not stored. Idempotent for the same text."""
    let_take_part(by, room)
    words = on_one_line(text)
    if not words:
        raise Refusal(_("The sentence is missing."), instead=_("Write it, or leave none: both are fine."))
    if len(words) > LONGEST_SENTENCE:
        raise Refusal(_("This is longer than a sentence."), instead=_("Keep what matters, within 400 characters."))
    with transaction.atomic():
        now = room_for_update(room)
        keep_out(now.meeting.space, words)
        found = now.circles.filter(pk=circle, closed_at__isnull=False).first()
        if found is None:
            raise Refusal(_("This circle is not closed yet."), instead=_("Keep your sentence for its end."))
        known = found.sentences.filter(text=words, by=by if is_signed else None).first()
        if known is not None:
            return known
        if found.sentences.count() >= (MOST_SENTENCES if by.is_member else MOST_WITH_GUESTS):
            raise Refusal(_("Many sentences were left already."), instead=_("Write yours in the notes."))
        left = found.sentences.create(text=words, by=by if is_signed else None, at=at)
        save_gesture(now)
        return left


def close_all(room: Room, at: datetime.datetime) -> None:
    """Close any open circle. The caller holds the lock on the room."""
    for one in room.circles.filter(closed_at=None):
        empty(one, at)


def go_on(circle: Circle, at: datetime.datetime) -> None:
    """Pass to the next person. At the end of a turn, start another, or close the circle if nobody spoke."""
    there = still_there(circle)
    for place in range(circle.place + 1, len(circle.order)):
        if circle.order[place] in there:
            circle.place, circle.holder_id = place, circle.order[place]
            circle.save(update_fields=["place", "holder", "spoken"])
            return
    first = next((place for place, one in enumerate(circle.order) if one in there), None)
    if not circle.spoken or first is None:
        empty(circle, at)
        return
    save_fields(circle, spoken=[], place=first, holder_id=circle.order[first])


def empty(circle: Circle, at: datetime.datetime) -> None:
    """Close the circle, and keep only its duration."""
    circle.closed_at, circle.holder, circle.order, circle.spoken, circle.place = at, None, [], [], 0
    circle.save()


def still_there(circle: Circle) -> set[int]:
    """Return the ids of the circle's persons who are still present."""
    return set(seated(circle.room)) & set(circle.order)


def seated(room: Room) -> list[int]:
    here = room.meeting.attendances.filter(presence=Presence.PRESENT, person__erased_at=None)
    return list(here.order_by("pk").values_list("person", flat=True))
