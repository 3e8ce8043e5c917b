"""The lines that people type of a wall: its hours, its places, and a sheet put at a place (“12 2 B”). No database."""

from __future__ import annotations

import dataclasses
import datetime
import re
import string

LASTS = datetime.timedelta(minutes=45)  # of a slot whose end is not said
HOUR = re.compile(r"(?<!\d)(\d{1,2})\s*(?:[hH:]|heures?)\s*(\d{2})?(?!\d)")
PLACING = re.compile(r"(\d{1,3})[\s,;.-]+(\d{1,2})[\s,;.-]*([A-Za-z])")
PLACED = re.compile(PLACING.pattern.replace("[A-Za-z]", "[A-Z]") + r"[\s,;:.–-]+(\S.+)")  # a small letter begins words
NUMBERED = re.compile(r"(?:n\s*°\s*)?(\d{1,3})(?:[\s.:)-]|,(?=\s))+(\S.*)")
ALONE = re.compile(r"(\d{1,3})\s*-")
AT_AN_HOUR = re.compile(r"(?:[àa@] |at )?(\d{1,2}) ?(?:[hH:]|heures?) ?(\d{2})?(?!\d)[ ,;:.–-]{0,3}(\S.*)")
AT_A_NUMBER = re.compile(r"(\d{1,2})[\s,;:.–-]+(\S.*)")
EARLIEST = datetime.date.min
A_DAY = 24 * 60  # minutes


@dataclasses.dataclass(frozen=True, slots=True)
class Hours:
    """The start and the end of a slot."""

    starts: datetime.time
    ends: datetime.time


@dataclasses.dataclass(frozen=True, slots=True)
class Spot:
    """The name of a place, and its access."""

    name: str
    access: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class WallLine:
    """A line typed on the copy of the wall. It puts sheet `number` at a slot and a place, says its question, or both.

    Without `slot` and without `text`, it takes the sheet off the wall. Without `number`, the text is a question that
    has no sheet of paper.
    """

    number: int | None
    slot: int | None = None
    letter: str = ""
    text: str = ""


def read_wall_line(typed: str) -> WallLine:
    """Read “12 2 B”, “12 How do we…”, “12 2 B How do we…”, “12 -” or “How do we…”."""
    line = " ".join(typed.split())
    if found := PLACING.fullmatch(line):
        return WallLine(int(found[1]), int(found[2]), found[3].upper())
    if found := PLACED.fullmatch(line):
        return WallLine(int(found[1]), int(found[2]), found[3], found[4])
    if found := ALONE.fullmatch(line):
        return WallLine(int(found[1]))
    if found := NUMBERED.fullmatch(line):
        return WallLine(int(found[1]), text=found[2])
    return WallLine(None, text=line)


def read_where(text: str) -> tuple[datetime.time | int, str] | None:
    """Read “10:30 Table 2” or “2 Table 2”, spaces single: the hour or its number, and the name of a place; or None."""
    if found := AT_AN_HOUR.fullmatch(text):
        starts = time_of(found[1], found[2])
        return (starts, found[3]) if starts else None
    found = AT_A_NUMBER.fullmatch(text)
    return (int(found[1]), found[2]) if found else None


def read_hours(typed: str) -> list[Hours] | None:
    """Return the slots of these lines in order, each “10 h 30” or “10 h 30 - 11 h 15”; None for an unreadable line.

    A slot whose end is not said lasts forty-five minutes, or until the next one begins.
    """
    read = []
    for line in filter(None, (one.strip() for one in typed.splitlines())):
        times = [one for found in HOUR.finditer(line) if (one := time_of(found[1], found[2])) is not None]
        if not times or len(times) > 2:
            return None
        read.append(times)
    read.sort(key=lambda times: times[0])
    following = [times[0] for times in read[1:]]
    return [
        Hours(times[0], times[1] if len(times) > 1 else end_of(times[0], following[at : at + 1]))
        for at, times in enumerate(read)
    ]


def time_of(hour: str, minute: str | None) -> datetime.time | None:
    minutes = int(hour) * 60 + int(minute or 0)
    return datetime.time(*divmod(minutes, 60)) if minutes < A_DAY and int(minute or 0) < 60 else None


def end_of(starts: datetime.time, following: list[datetime.time]) -> datetime.time:
    end = datetime.datetime.combine(EARLIEST, starts) + LASTS
    last = end.time() if end.date() == EARLIEST else datetime.time.max.replace(second=0, microsecond=0)
    return min([last, *following])


def read_spots(typed: str) -> list[Spot]:
    """Return the places of these lines, each “Table 1, step-free”: after the first comma, the access."""
    lines = filter(None, (" ".join(one.split()) for one in typed.splitlines()))
    parts = [line.partition(",") for line in lines]
    return [Spot(name.strip(), access.strip()) for name, _comma, access in parts if name.strip()]


def letter_at(position: int) -> str:
    return string.ascii_uppercase[position - 1]
