"""Two sheets take each other’s place, or lack of one. Undone by another swap, of where they stand then."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.forums.day.host_rights import hosted, refuse_when_closed
from palabre.forums.models import ForumDay, Session, Sheet
from palabre.forums.wall.wall_lines import WallLine
from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.refusal import Refusal
from palabre.spaces.models import Space

type Stood = tuple[int, int]  # ids of the sessions of both sheets, 0 for one without a place


def swap_sheets(one: Sheet, other: Sheet, stood: Stood, *, by: Person, at: datetime.datetime) -> Stood:
    """Swap the places of two sheets of one day that `stood` there, as a host. Return where they stand now. Idempotent.

    Raise a Refusal if neither stands anywhere, or if one of them moved since.
    """
    with transaction.atomic():
        day = hosted(one.day, by=by)
        refuse_when_closed(day)
        rows = Session.objects.standing().filter(sheet__in=(one, other), sheet__day=day).select_related("place")
        standing = {row.sheet_id: row for row in rows}
        if one.pk == other.pk or one.day_id != other.day_id or not standing:
            raise Refusal(_("There is nothing to swap here."), instead=_("Copy the line again: 12 2 B."))
        if ids_of(one, other, standing) != stood:
            if was_swapped(one, other, standing, stood):
                return ids_of(one, other, standing)
            raise Refusal(_("One of these sheets has moved since."), instead=_("Copy the line again: 12 2 B."))
        if any(row.place.is_lost for row in standing.values()):
            raise Refusal(_("One of these places can no longer be used."), instead=_("Choose another place."))
        for row in standing.values():
            row.leave(at)
        now = {}
        for sheet, former in ((one, standing.get(other.pk)), (other, standing.get(one.pk))):
            if former is not None:
                now[sheet.pk] = sheet.sessions.create(slot_id=former.slot_id, place_id=former.place_id, by=by, at=at)
        Space.touch(day.forum.space_id)
        return ids_of(one, other, now)


def ids_of(one: Sheet, other: Sheet, standing: Mapping[int, Session]) -> Stood:
    first, second = (standing.get(sheet.pk) for sheet in (one, other))
    return (first.pk if first else 0, second.pk if second else 0)


def was_swapped(one: Sheet, other: Sheet, standing: Mapping[int, Session], stood: Stood) -> bool:
    """Return whether the sheets that `stood` there have taken each other’s place, and stand there still."""
    rows = Session.objects.filter(pk__in=stood, sheet__in=(one, other))
    former = {(row.sheet_id, row.slot_id, row.place_id, row.left_at) for row in rows}
    turned = {one.pk: other.pk, other.pk: one.pk}
    return former == {(turned[row.sheet_id], row.slot_id, row.place_id, row.at) for row in standing.values()}


def swap_offered(day: ForumDay, line: WallLine, reader: Reader) -> tuple[Sheet, Sheet, Stood] | None:
    """Return the sheet that a line would place and the one that stands there, where they stand, of this reader's."""
    if line.slot is None or line.number is None:
        return None
    sheets = day.sheets.filter(reader.readable(of="question__audience")).select_related("question")
    sheet = sheets.filter(number=line.number).first()
    place = next((one for one in day.places.all() if one.letter == line.letter), None)
    there = Session.objects.standing().filter(sheet__in=sheets, slot__position=line.slot, place=place)
    taken = there.select_related("sheet__question").first() if place is not None else None
    if sheet is None or taken is None or taken.sheet_id == sheet.pk:
        return None
    own = sheet.sessions.standing().first()
    return sheet, taken.sheet, (own.pk if own else 0, taken.pk)
