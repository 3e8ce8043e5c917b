"""The wall of a day by hours and places, and the moment of the day, as screens show them. Nobody is counted."""

from __future__ import annotations

import dataclasses
import datetime
import enum

from palabre.forums.models import ForumDay, Report, Session, Sheet, WallPlace, WallSlot
from palabre.people.reader import Reader

CHANGED = datetime.timedelta(minutes=15)  # how long a move is shown as one
CIRCLE = datetime.timedelta(minutes=30)  # how long the opening circle lasts, from the hour of arrival

type CellKey = tuple[int, int]  # ids of the slot and of the place


class Moment(enum.Enum):
    """The moments of a day, which its first screen follows."""

    TO_COME = "to come"
    CIRCLE = "circle"
    WALL = "wall"
    CONTINUING = "continuing"
    PAST = "past"
    CLOSED = "closed"


@dataclasses.dataclass(frozen=True, slots=True)
class ShownSheet:
    """A sheet as people read it: `names` are those who look after it; `report` is None until there is one."""

    sheet: Sheet
    names: list[str]
    report: Report | None
    session: Session | None

    @property
    def number(self) -> int:
        return self.sheet.number

    @property
    def text(self) -> str:
        return self.sheet.question.text


@dataclasses.dataclass(frozen=True, slots=True)
class Cell:
    """A place at an hour: the sheet that stands there, where it came from, and what left it a little while ago.

    `changed_at` is the instant of the last of these moves, None when nothing moved lately.
    """

    slot: WallSlot
    place: WallPlace
    shown: ShownSheet | None = None
    came_from: WallPlace | None = None
    gone: ShownSheet | None = None
    gone_to: WallPlace | None = None
    changed_at: datetime.datetime | None = None

    @property
    def is_free(self) -> bool:
        return self.shown is None and not self.place.is_lost


@dataclasses.dataclass(frozen=True, slots=True)
class Placings:
    """Sheets that stand on a wall and those that moved lately: a cell looks up its own, among no others.

    `came` is the last move of each sheet, by its id; `left` the last sheet that left each cell, with that move.
    """

    shown: dict[CellKey, ShownSheet]
    came: dict[int, Session]
    left: dict[CellKey, tuple[Session, ShownSheet]]
    places: dict[int, WallPlace]


@dataclasses.dataclass(frozen=True, slots=True)
class Wall:
    """The wall: a row of cells for each slot. `elsewhere` are the sheets without a place, by number."""

    places: list[WallPlace]
    rows: list[tuple[WallSlot, list[Cell]]]
    elsewhere: list[ShownSheet]
    sheets: list[ShownSheet]

    @property
    def in_order(self) -> list[ShownSheet]:
        """Return the sheets in the order of the wall: by hour, then by place, then those without one."""
        return [cell.shown for _slot, cells in self.rows for cell in cells if cell.shown] + self.elsewhere


def wall_of(day: ForumDay, reader: Reader, *, at: datetime.datetime) -> Wall:
    """Return the wall as this reader may read it, in four queries, whatever stands on it."""
    slots = list(day.slots.order_by("position"))
    places = list(day.places.order_by("position"))
    sheets = shown_sheets(day, reader)
    placings = placings_of(sheets, moves_of(day, at=at), places)
    rows = [(slot, [cell_of(slot, place, placings) for place in places]) for slot in slots]
    return Wall(places, rows, [one for one in sheets if one.session is None], sheets)


def shown_sheets(day: ForumDay, reader: Reader) -> list[ShownSheet]:
    """Return the sheets whose question the reader may read, by number: two queries."""
    rows = Sheet.objects.filter(reader.readable(of="question__audience"), day=day).order_by("number")
    found = list(rows.select_related("question", "asked_by", "typed_by", "group", "report__joined_to"))
    standing = Session.objects.standing().filter(sheet__day=day).select_related("slot", "place")
    at_place = {one.sheet_id: one for one in standing}
    for sheet in found:
        sheet.day = day
        reader.place(sheet.question)
        reader.place(sheet.group)
    return [ShownSheet(one, names_on(one, reader), report_of(one), at_place.get(one.pk)) for one in found]


def names_on(sheet: Sheet, reader: Reader) -> list[str]:
    asked = reader.names_of([sheet.asked_by]) if sheet.asked_by else []
    return [*asked, *([sheet.together] if sheet.together else [])]


def report_of(sheet: Sheet) -> Report | None:
    return getattr(sheet, "report", None)


def moves_of(day: ForumDay, *, at: datetime.datetime) -> list[Session]:
    """Return the placings that a sheet left a little while ago, the latest last."""
    rows = Session.objects.filter(sheet__day=day, left_at__gt=at - CHANGED).select_related("slot", "place")
    return list(rows.order_by("left_at", "pk"))


def cell_of(slot: WallSlot, place: WallPlace, placings: Placings) -> Cell:
    where = (slot.pk, place.pk)
    shown = placings.shown.get(where)
    came = placings.came.get(shown.sheet.pk) if shown else None
    left, gone = (None, None) if shown else placings.left.get(where, (None, None))
    moved = came or left
    return Cell(
        slot,
        place,
        shown=shown,
        came_from=placings.places.get(came.place_id) if came else None,
        gone=gone,
        gone_to=placings.places.get(gone.session.place_id) if gone and gone.session else None,
        changed_at=moved.left_at if moved else None,
    )


def placings_of(sheets: list[ShownSheet], moved: list[Session], places: list[WallPlace]) -> Placings:
    """Return what stands and what moved, `moved` being the latest last, by what a cell looks up."""
    by_key = {one.sheet.pk: one for one in sheets}
    return Placings(
        shown={cell_key(one.session): one for one in sheets if one.session},
        came={one.sheet_id: one for one in moved},
        left={cell_key(one): (one, by_key[one.sheet_id]) for one in moved if one.sheet_id in by_key},
        places={one.pk: one for one in places},
    )


def cell_key(session: Session) -> CellKey:
    return session.slot_id, session.place_id


def moment_of(day: ForumDay, *, now: datetime.datetime) -> tuple[Moment, WallSlot | None]:
    """Return where the day is, and the slot that runs or comes next: one query. `now` is a local instant."""
    if day.closed_at is not None:
        return Moment.CLOSED, None
    slots = list(day.slots.order_by("position"))
    first, held_on = (slots[0] if slots else None), day.forum.held_on
    if held_on is None or held_on < now.date():
        return Moment.PAST, None
    if held_on > now.date():
        return Moment.TO_COME, first
    if is_in_circle(day, now) and not day.sheets.exists() and not day.wall_photos.filter(removed_at=None).exists():
        return Moment.CIRCLE, first
    following = next((one for one in slots if one.ends > now.time()), None)
    return (Moment.CONTINUING, None) if slots and following is None else (Moment.WALL, following)


def is_in_circle(day: ForumDay, now: datetime.datetime) -> bool:
    if day.at is None:
        return False
    begins = datetime.datetime.combine(now.date(), day.at, tzinfo=now.tzinfo)
    return begins <= now < begins + CIRCLE


def minutes_until(slot: WallSlot, now: datetime.datetime) -> int | None:
    """Return the minutes until the slot begins; None once it has begun, or if that is another day."""
    begins = datetime.datetime.combine(now.date(), slot.starts, tzinfo=now.tzinfo)
    return int((begins - now).total_seconds() // 60) + 1 if begins > now else None


def last_lines(day: ForumDay, reader: Reader, *, most: int = 8) -> list[Session]:
    """Return the last placings that still stand of what this reader may read, the latest first."""
    rows = Session.objects.standing().filter(reader.readable(of="sheet__question__audience"), sheet__day=day)
    return list(rows.select_related("sheet__question", "slot", "place", "by").order_by("-at", "-pk")[:most])
