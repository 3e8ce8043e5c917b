"""The wall: a sheet takes a free place, moves, leaves it; a place is lost. Each is undone. Nobody signs up."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.forums.day.host_rights import hosted, hosts, sheet_on_wall
from palabre.forums.models import ForumDay, Session, Sheet, WallPlace, WallSlot
from palabre.people.models import Person
from palabre.refusal import Refusal
from palabre.spaces.models import Space
from palabre.web.dates_in_words import hour, listed

MOST_MOVES_OF_ONE = 100  # placings by one person who does not host, those that were left included


def place_sheet(sheet: Sheet, slot: WallSlot, place: WallPlace, *, by: Person, at: datetime.datetime) -> Session:
    """Put the sheet at this hour and place; one that stands elsewhere moves. Idempotent.

    Raise a Refusal with the places left if another sheet stands there, or if the place is lost.
    """
    with transaction.atomic():
        now = sheet_on_wall(sheet, by=by)
        former = now.sessions.standing().first()
        if former is not None and (former.slot_id, former.place_id) == (slot.pk, place.pk):
            return former
        refuse_unless_free(now.day, slot, place)
        if not hosts(by, now.day):
            refuse_too_many_moves(now.day, by)
        if former is not None:
            former.leave(at)
        Space.touch(now.day.forum.space_id)
        return now.sessions.create(slot=slot, place=place, by=by, at=at)


def refuse_too_many_moves(day: ForumDay, by: Person) -> None:
    """Raise a Refusal if the person moved a great deal. Hosts are never refused: they copy the wall of everybody."""
    if Session.objects.filter(sheet__day=day, by=by).count() >= MOST_MOVES_OF_ONE:
        raise Refusal(_("You have moved your questions a great deal."), instead=_("Somebody who hosts can move them."))


def refuse_unless_free(day: ForumDay, slot: WallSlot, place: WallPlace) -> None:
    """Raise a Refusal if another sheet stands there, or if the place is lost. It tells the places left."""
    taken = Session.objects.standing().filter(slot=slot, place=place).select_related("sheet").first()
    where = {"place": place.name, "hour": hour(slot.starts)}
    if taken is not None:
        why = _("%(place)s at %(hour)s has just gone to question %(number)s.")
        raise Refusal(why % (where | {"number": taken.sheet.number}), instead=places_left(day, slot))
    if not day.places.filter(pk=place.pk, lost_at=None).exists():
        raise Refusal(_("%(place)s can no longer be used.") % where, instead=places_left(day, slot))


def places_left(day: ForumDay, slot: WallSlot) -> str:
    left = [one.name for one in free_places(day, slot)]
    if not left:
        return _("No other place is free at that hour. Another hour has some.")
    return _("Free at the same hour: %(places)s.") % {"places": listed(left)}


def free_places(day: ForumDay, slot: WallSlot) -> list[WallPlace]:
    """Return the places where no sheet stands at this hour, and that are not lost."""
    taken = Session.objects.standing().filter(slot=slot).values("place")
    return list(day.places.filter(lost_at=None).exclude(pk__in=taken).order_by("position"))


def take_off(sheet: Sheet, *, by: Person, at: datetime.datetime) -> None:
    """Take the sheet off its place. It keeps its number. Idempotent."""
    with transaction.atomic():
        now = sheet_on_wall(sheet, by=by)
        former = now.sessions.standing().first()
        if former is not None:
            former.leave(at)
            Space.touch(now.day.forum.space_id)


def undo_placing(session: Session, *, by: Person, at: datetime.datetime) -> None:
    """Undo one placing: the sheet goes back where it stood before, or off the wall. Idempotent.

    Raise a Refusal if the former place was taken or lost since: the sheet stays where it is.
    """
    with transaction.atomic():
        sheet = sheet_on_wall(session.sheet, by=by)
        now = sheet.sessions.standing().filter(pk=session.pk).first()
        if now is None:
            return
        former = sheet.sessions.filter(left_at=now.at).select_related("slot", "place").order_by("-pk").first()
        if former is not None:
            refuse_unless_free(sheet.day, former.slot, former.place)
        now.delete()
        if former is not None:
            former.leave(None)
        Space.touch(sheet.day.forum.space_id)


def lose_place(place: WallPlace, *, by: Person, at: datetime.datetime | None) -> None:
    """Say that a place is lost, or that it can be used again (`at` None). Questions there look for another one."""
    with transaction.atomic():
        hosted(place.day, by=by)
        now = WallPlace.objects.get(pk=place.pk)
        if now.is_lost != (at is not None):
            now.lose(at)
            Space.touch(place.day.forum.space_id)
