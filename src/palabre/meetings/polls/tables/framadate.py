"""Framadate's CSV export of a poll: a row of dates, a row of times, then a row per person. No database.

Rows end with a comma (a semicolon in old versions). Dates are in words or in figures, answers in the language of the
person who exported it: « Oui », « (Oui) », « Si nécessaire », « Non », « Inconnu ».
"""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from django.utils.translation import gettext as _

from palabre.meetings.polls.date_options import MOST, is_to_come, slots_in
from palabre.meetings.polls.poll_count import IF_NEED_BE, NO, YES
from palabre.pure.french import fold
from palabre.pure.slots import Instant, Slot
from palabre.refusal import Refusal

LARGEST = 512 * 1024  # characters
MOST_ROWS = 400
LONGEST_CELL = 80  # characters of a date or a time: Framadate writes some thirty
ANSWERS = {
    **dict.fromkeys(("oui", "yes", "ja", "si", "sim", "2"), YES),
    **dict.fromkeys(("(oui)", "(yes)", "(ja)", "(si)", "si necessaire", "si besoin", "1"), IF_NEED_BE),
    **dict.fromkeys(("ifneedbe", "if need be", "under reserve", "sous reserve", "peut-etre", "maybe"), IF_NEED_BE),
    **dict.fromkeys(("non", "no", "nein", "nao", "0"), NO),
    **dict.fromkeys(("inconnu", "unknown", "unkown", "unbekannt", "", "?", "-"), ""),
}
HOURS = re.compile(r"(\d{1,2}) ?(?:h|:|heures?) ?(\d{2})?")
AN_HOUR = re.compile(r"\d{1,2}")


@dataclass(frozen=True, slots=True)
class Column:
    """One date of the file, in its `words`; `slot` is None if no future day can be read."""

    words: str
    slot: Slot | None


@dataclass(frozen=True, slots=True)
class Table:
    """Content of the file: its dates, and each person's name with their answers by column index."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, dict[int, str]], ...] = field(default=())

    @property
    def kept(self) -> list[tuple[int, Slot]]:
        return [(number, column.slot) for number, column in enumerate(self.columns) if column.slot]

    @property
    def left(self) -> list[str]:
        return [column.words for column in self.columns if column.slot is None]


def read_framadate(text: str, *, today: datetime.date) -> Table:
    """Parse the file. Raise a Refusal, with a next step, if it is no such table or is too large."""
    instead = _("In Framadate, open the poll, then choose “Export to CSV”. Give that file, or paste its text.")
    if len(text) > LARGEST:
        raise Refusal(_("This table is too large for a date poll."), instead=instead)
    lines = [[" ".join(cell.split()) for cell in line] for line in cells_of(text)]
    lines = [line for line in lines if any(line)]
    if len(lines) < 2 or lines[0][0] or len(lines[0]) < 2:
        raise Refusal(_("We cannot find the dates of a poll in this text."), instead=instead)
    days, *rest = lines
    moments = rest.pop(0) if rest and is_of_moments(rest[0]) else []
    heads = heads_of(days[1:], moments[1:])
    if len(heads) > MOST or len(rest) > MOST_ROWS:
        raise Refusal(_("This table is too large for a date poll."), instead=instead)
    columns = columns_of(heads, today=today)
    if not any(column.slot for column in columns):
        raise Refusal(_("No day to come can be read in this table."), instead=_("Ask for new dates instead."))
    return Table(tuple(columns), tuple((line[0], choices_of(line[1:])) for line in rest if line[0]))


def cells_of(text: str) -> list[list[str]]:
    text = text.lstrip("\ufeff").replace("\x00", "")
    head = text.partition("\n")[0]
    mark = max(";,\t", key=head.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    except csv.Error:
        return []


def is_of_moments(line: Sequence[str]) -> bool:
    """Return whether the second row holds times: it has no name and no answer."""
    said = [fold(cell) for cell in line[1:] if cell]
    return not line[0] and (not said or not all(cell in ANSWERS for cell in said))


def heads_of(days: Sequence[str], moments: Sequence[str]) -> list[tuple[str, str]]:
    """Return each date with its time, both in words; those that say nothing are left out."""
    pairs = zip_longest(days, moments[: len(days)], fillvalue="")
    return [(day, moment) for day, moment in pairs if day or moment]


def columns_of(heads: Sequence[tuple[str, str]], *, today: datetime.date) -> list[Column]:
    """Parse each date with its time; duplicates and past days get no slot."""
    found: list[Column] = []
    taken: set[Instant] = set()
    for day, moment in heads:
        slot = slot_of(day, moment, today=today)
        slot = None if slot is None or slot.instant in taken else slot
        if slot is not None:
            taken.add(slot.instant)
        found.append(Column(f"{day} {moment}".strip(), slot))
    return found


def slot_of(day: str, moment: str, *, today: datetime.date) -> Slot | None:
    """Parse « mardi 1 décembre 2026 » and « 9h-12h »: a day, a time and a duration. No long words are read."""
    if len(day) > LONGEST_CELL or len(moment) > LONGEST_CELL:
        return None
    days = slots_in(day, today=today)
    if len(days) != 1 or not is_to_come(days[0], today=today):
        return None
    at, ends = hours_of(moment)
    if at is None:
        said = slots_in(f"{days[0].on.isoformat()} {moment}", today=today)
        return said[0] if len(said) == 1 else replace(days[0], is_unsure=False)
    minutes = (ends.hour * 60 + ends.minute) - (at.hour * 60 + at.minute) if ends else 0
    return Slot(days[0].on, at, minutes if minutes > 0 else None)


def hours_of(moment: str) -> tuple[datetime.time | None, datetime.time | None]:
    said = fold(moment)
    hours = [(int(one[1]), int(one[2] or 0)) for one in HOURS.finditer(said)]
    if not hours and AN_HOUR.fullmatch(said):
        hours = [(int(said), 0)]
    times = [datetime.time(hour, minute) for hour, minute in hours[:2] if hour < 24 and minute < 60]
    return (times[0] if times else None), (times[1] if len(times) > 1 else None)


def choices_of(cells: Sequence[str]) -> dict[int, str]:
    said = {number: ANSWERS.get(fold(cell), "") for number, cell in enumerate(cells)}
    return {number: choice for number, choice in said.items() if choice}
