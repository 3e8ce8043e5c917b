"""Facilitation of a meeting: begin, change point, take over, end. Any member may, without anybody's permission."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.groups.models import Group
from palabre.journal.models import record
from palabre.meetings.models import AgendaItem, Room
from palabre.meetings.room import circle
from palabre.meetings.room.room_lock import (
    let_lead,
    points_of,
    room_alone_for_update,
    room_for_update,
    save_gesture,
    save_room_gesture,
)
from palabre.meetings.room.room_presence import be_there
from palabre.people.models import Person
from palabre.refusal import Refusal

MORE = 5  # minutes
MOST_MORE = 240


class AlreadyMoved(Refusal):
    """Raised if somebody else changed the point since the version this member saw."""


def begin_meeting(room: Room, *, by: Person, at: datetime.datetime) -> Room:
    """Begin with the first point. Idempotent."""
    let_lead(by, room)
    with transaction.atomic():
        now = room_for_update(room)
        if now.began_at is not None:
            return now
        be_there(now, by)
        first = next((one for one in points_of(now.meeting) if one.treated_at is None), None)
        return save_gesture(
            now,
            began_at=at,
            facilitator=now.facilitator or by,
            item=first,
            item_at=at,
            extra=0,
            moved=now.version + 1,
        )


def next_point(room: Room, *, since_version: int, by: Person, at: datetime.datetime) -> Room:
    """Go to the next point. Raise AlreadyMoved if somebody else changed the point since `since_version`."""
    let_lead(by, room)
    with transaction.atomic():
        now = unmoved(room, since_version)
        points = points_of(now.meeting)
        places = {one.pk: place for place, one in enumerate(points)}
        left = [one for one in points if one.treated_at is None]
        after = points[places.get(now.item_id, -1) + 1 :] if now.item_id else left
        if not after:
            raise Refusal(
                _("This was the last point."), instead=_("End the meeting when everybody has said what they wanted.")
            )
        return moved(now, after[0], at)


def go_to(room: Room, item: int, *, since_version: int, by: Person, at: datetime.datetime) -> Room:
    """Go to the point with this id. Raise AlreadyMoved, or a Refusal if it is not on the agenda."""
    let_lead(by, room)
    with transaction.atomic():
        now = unmoved(room, since_version)
        found = next((one for one in points_of(now.meeting) if one.pk == item), None)
        if found is None:
            raise Refusal(_("This point is no longer on the agenda."), instead=_("Choose another one from the list."))
        return now if found.pk == now.item_id else moved(now, found, at)


def extend(room: Room, *, since_extra: int, by: Person) -> Room:
    """Add five minutes to the current point. Idempotent by `since_extra`, the extra time that the member saw."""
    let_lead(by, room)
    with transaction.atomic():
        now = room_alone_for_update(room)
        if now.extra != since_extra or now.extra >= MOST_MORE:
            return now
        return save_room_gesture(now, extra=now.extra + MORE)


def hide_time(room: Room, *, hides: bool, by: Person) -> Room:
    """Hide the time on every screen, or show it."""
    let_lead(by, room)
    with transaction.atomic():
        now = room_alone_for_update(room)
        return now if now.hides_time == hides else save_room_gesture(now, hides_time=hides)


def give_weather_turn(room: Room, group: Group, *, by: Person) -> Room:
    """Let the round of weather go on from this group: it is asked next, if it has not given its own."""
    let_lead(by, room)
    with transaction.atomic():
        now = room_alone_for_update(room)
        return now if now.weather_turn_id == group.pk else save_room_gesture(now, weather_turn=group)


def take_over(room: Room, *, by: Person) -> Room:
    """« Je reprends l’animation »: without confirmation, as the facilitator's device may have failed. Logged."""
    let_lead(by, room)
    with transaction.atomic():
        now = room_for_update(room)
        if now.facilitator_id == by.pk:
            return now
        record("meeting.facilitated", now.meeting, by=by)
        be_there(now, by)
        return save_gesture(now, facilitator=by)


def take_pen(room: Room, *, by: Person) -> Room:
    """« J’écris »: give the member the scribe's screen. Others can still write."""
    let_lead(by, room)
    with transaction.atomic():
        now = room_for_update(room)
        if now.scribe_id == by.pk:
            return now
        save = save_gesture if be_there(now, by) else save_room_gesture
        return save(now, scribe=by)


def begin_notes(room: Room, *, by: Person) -> Room:
    """Go to the scribe's screen: who opens it while nobody writes takes the notes, and is there. Else nothing changes.

    Without it, whoever wrote a whole meeting and pressed nothing more was absent from its minutes.
    """
    return room if room.scribe_id is not None else take_pen(room, by=by)


def end_meeting(room: Room, *, by: Person, at: datetime.datetime) -> Room:
    """End the meeting: its code is revoked, and floor requests are deleted.

    Idempotent. The points that were not reached stay as they are, for the next meeting.
    """
    let_lead(by, room)
    return end_for_all(room, by=by, at=at)


def end_for_all(room: Room, *, by: Person | None, at: datetime.datetime) -> Room:
    """End the meeting; `by` is None if it ends automatically, after its maximal duration."""
    with transaction.atomic():
        known = Room.objects.select_related("meeting__space").filter(pk=room.pk, ended_at__isnull=False).first()
        if known is not None:
            return known
        now = room_for_update(room)
        leave_point(now, at)
        now.floor.all().delete()
        record("meeting.ended" if by else "meeting.ran_out", now.meeting, by=by)
        return save_gesture(now, ended_at=at, code=None, item=None, item_at=None, extra=0, moved=now.version + 1)


def unmoved(room: Room, since_version: int) -> Room:
    """Return the room, locked. Raise AlreadyMoved if its point changed since the version the member saw."""
    now = room_for_update(room)
    if since_version < now.moved:
        text = now.item.words if now.item else ""
        raise AlreadyMoved(
            _("Somebody was quicker: the meeting is now at “%(point)s”.") % {"point": text},
            instead=_("There is nothing to do: you are there too."),
        )
    return now


def moved(now: Room, item: AgendaItem, at: datetime.datetime) -> Room:
    """Leave the current point, which becomes treated, for this one."""
    leave_point(now, at)
    began_at = now.began_at or at
    return save_gesture(now, item=item, item_at=at, extra=0, moved=now.version + 1, began_at=began_at)


def leave_point(now: Room, at: datetime.datetime) -> None:
    """Mark the current point as treated, close its open circle, and end its speaker's turn; requests stay."""
    now.floor.filter(given_at__isnull=False).delete()
    if now.item is not None and now.item.treated_at is None:
        now.item.treated_at = at
        now.item.save(update_fields=["treated_at"])
    circle.close_all(now, at)
