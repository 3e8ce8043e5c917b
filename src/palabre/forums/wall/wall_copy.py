"""Copy a wall of paper, line by line, and begin a forum that already took place from such lines."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.forums.day.forum_preparation import Plan, prepare_forum
from palabre.forums.models import ForumDay, Session, Sheet, WallPlace, WallSlot
from palabre.forums.wall.placements import place_sheet, take_off
from palabre.forums.wall.sheets import sheet_numbered, write_sheet
from palabre.forums.wall.wall_lines import WallLine, letter_at, read_where
from palabre.people.models import Person
from palabre.people.reader import Reader
from palabre.pure.french import fold
from palabre.questions.models import Forum
from palabre.refusal import Refusal
from palabre.spaces.models import Space

MOST_WRITTEN = 300  # questions and places of one past forum: nobody else writes for two seconds meanwhile


@dataclasses.dataclass(frozen=True, slots=True)
class Copied:
    """The effect of a line: the sheet, and its session if the line put it at a place."""

    sheet: Sheet
    session: Session | None = None
    is_off: bool = False


def copy_line(
    day: ForumDay, line: WallLine, *, by: Person, at: datetime.datetime, asked_by: str = "", form_token: str = ""
) -> Copied:
    """Do what a line says: write a question under its number, put a sheet at a place, or take it off the wall."""
    line = placed_by_words(day, line)
    spot = spot_of(day, line.slot, line.letter) if line.slot is not None else None
    if line.text or line.number is None:
        said = {"asked_by": asked_by, "form_token": form_token}
        sheet = write_sheet(day, line.text, by=by, at=at, number=line.number, **said)
    else:
        sheet = sheet_numbered(day, line.number, Reader.here(day.forum.space, by))
    if spot is None:
        if line.text or line.number is None:
            return Copied(sheet)
        take_off(sheet, by=by, at=at)
        return Copied(sheet, is_off=True)
    slot, place = spot
    return Copied(sheet, place_sheet(sheet, slot, place, by=by, at=at))


def placed_by_words(day: ForumDay, line: WallLine) -> WallLine:
    """Return a line that names an hour and a place of the wall, “12 10:30 Table 2”, as “12 1 B”. Others as they are."""
    said = read_where(line.text) if line.number is not None and line.slot is None else None
    if said is None:
        return line
    hour, name = said
    slot = day.slots.filter(**{"position" if isinstance(hour, int) else "starts": hour}).first()
    named = (one for one in day.places.order_by("position") if name == one.letter or fold(name) == fold(one.name))
    place = next(named, None)
    if slot is None or place is None:
        return line
    return dataclasses.replace(line, slot=slot.position, letter=place.letter, text="")


def spot_of(day: ForumDay, number: int, letter: str) -> tuple[WallSlot, WallPlace]:
    """Return the slot of this number and the place of this letter. Raise a Refusal where the wall has none."""
    slot, places = day.slots.filter(position=number).first(), list(day.places.order_by("position"))
    place = next((one for one in places if one.letter == letter), None)
    if slot is None:
        raise Refusal(_("The wall has no hour number %(number)s.") % {"number": number}, instead=bounds(day, places))
    if place is None:
        raise Refusal(_("The wall has no place %(letter)s.") % {"letter": letter}, instead=bounds(day, places))
    return slot, place


def bounds(day: ForumDay, places: Sequence[WallPlace]) -> str:
    last = day.slots.count()
    if not last or not places:
        return _("Write the hours and the places of the wall first.")
    said = {"last": last, "letter": letter_at(len(places))}
    return _("Hours go from 1 to %(last)s, and places from A to %(letter)s.") % said


def begin_past_forum(
    space: Space, plan: Plan, lines: Sequence[WallLine], *, by: Person, at: datetime.datetime, form_token: str = ""
) -> Forum:
    """Create the page of a forum that took place, with its questions. Idempotent for the same form.

    A line that takes a sheet off the wall says nothing here. The bounds are checked before the space is locked.
    """
    questions = [dataclasses.replace(one, slot=None, letter="") for one in lines if one.text]
    placings = [dataclasses.replace(one, text="") for one in lines if one.slot is not None]
    if len(questions) + len(placings) > MOST_WRITTEN:
        raise Refusal(
            _("This wall is larger than a wall."),
            instead=_("Write one hundred and fifty questions at most, and the place of each one once."),
        )
    with transaction.atomic():
        forum = prepare_forum(space, plan, by=by, form_token=form_token)
        day = ForumDay.objects.select_related("forum__space", "forum__audience").get(forum=forum)
        if not day.sheets.exists():
            for line in (*questions, *placings):
                copy_line(day, line, by=by, at=at)
    return forum
