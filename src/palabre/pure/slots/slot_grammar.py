"""The reading of slots: days take the hours that follow them, or that open their line.

A semicolon or the end of a line closes what shares an hour: in « mardi ou jeudi à 14 h; vendredi à 10 h », the hour of
Friday is its own.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from palabre.pure.dates.calendar_facts import next_weekday
from palabre.pure.dates.folded_text import fold
from palabre.pure.slots.said_days import BLANK, SaidDays, in_the_week_of, said_days
from palabre.pure.slots.said_times import ALL_DAY, SaidTime, said_times
from palabre.pure.slots.slot import Slot, in_order

STATEMENT = re.compile(r"[^;\n\r]+")
WORD = re.compile(r"(?<![a-z0-9'’-])[a-z0-9'’-]*[a-z0-9]", re.ASCII)  # from the head of a run, see test_slow_patterns
SAYS_NOTHING = frozenset(
    word
    for words in (
        "a de des d' le la l' les l en dans vers du au aux ou et bien puis soit sinon ce c'est entre pour heures heure",
        "plutot partir at on the in of from or and around between",
    )
    for word in words.split()
)
EDGES = frozenset(["a", "de", "des", "le", "les", "du", "ou", "et", "puis", "or", "and", "at", "the"])
JOINS = re.compile(r",|\b(?:ou|et|or|and|puis)\b")


@dataclass(frozen=True, slots=True)
class ReadSlots:
    """The slots of a text, in order of time, and its words in which nothing was read, or only days gone by."""

    slots: tuple[Slot, ...] = ()
    left: tuple[str, ...] = ()


@dataclass(slots=True)
class Run:
    """Days joined to each other, and the times that are said of them all."""

    days: list[SaidDays] = field(default_factory=list)
    times: list[SaidTime] = field(default_factory=list)
    left_out: set[datetime.date] = field(default_factory=set)

    def slots(self) -> Iterator[Slot]:
        for said in in_the_week_of(self.days):
            for day in said.days:
                if day not in self.left_out:
                    yield from (slot_at(day, one, said) for one in self.times or [SaidTime(0, 0, part=ALL_DAY)])


def slot_at(day: datetime.date, one: SaidTime, said: SaidDays) -> Slot:
    part = "" if one.at or one.part == ALL_DAY else one.part
    return Slot(day, one.at, one.lasts, said.is_unsure, part)


@dataclass(slots=True)
class SlotReader:
    """State of the reading of some words. `after` is the last day that was said with its number.

    `leads`: in this statement, times come before their days; `early` are those that wait for them.
    """

    today: datetime.date
    runs: list[Run] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    early: list[SaidTime] = field(default_factory=list)
    leads: bool = False
    after: datetime.date | None = None

    def leave(self, words: str) -> None:
        """Keep words that were not read, without those around them that say nothing."""
        kept = words.strip(" ,:()-/.!?").split()
        while kept and fold(kept[-1])[0] in EDGES:
            kept.pop()
        while kept and fold(kept[0])[0] in EDGES:
            kept.pop(0)
        if says_something(fold(" ".join(kept))[0]):
            self.left.append(" ".join(kept))


def read_slots(words: str, *, today: datetime.date, locale: str = "fr") -> ReadSlots:
    """Return the days and hours from `today` on in these words, and the words that say none."""
    reading = SlotReader(today)
    for statement in STATEMENT.finditer(unicodedata.normalize("NFC", words)):
        read_statement(reading, statement[0], locale)
    slots = in_order(slot for run in reading.runs for slot in run.slots())
    return ReadSlots(tuple(slots), tuple(reading.left))


def read_statement(reading: SlotReader, source: str, locale: str) -> None:
    """Read one statement into `reading`."""
    text, offsets = fold(source)
    source = source if offsets is None else text
    said = said_in(text, today=reading.today, locale=locale)
    has_days, end, run = any(isinstance(one, SaidDays) and one.days for one in said), 0, None
    reading.early, reading.leads = [], has_days and isinstance(said[0], SaidTime)
    for one in said:
        gap, words = source[end : one.start], source[one.start : one.end]
        is_apart = says_something(text[end : one.start])
        reading.leave(gap)
        end = max(end, one.end)
        if isinstance(one, SaidDays):
            run = add_days(reading, run, one, words, is_apart=is_apart and not reading.leads)
        elif one.is_unread:
            reading.leave(words)
        else:
            run = run or (reading.runs[-1] if reading.runs and not has_days else None)
            times = reading.early if run is None or reading.leads else run.times
            add_time(times, one, joins=bool(JOINS.search(fold(gap)[0])))
    reading.leave(source[end:])
    if run is not None:
        for early in reading.early:
            add_time(run.times, early, joins=False)


def said_in(text: str, *, today: datetime.date, locale: str) -> list[SaidTime | SaidDays]:
    """Return the times and the days of a folded text, in order."""
    times, blanked = said_times(text), text
    for one in times:
        blanked = blanked[: one.start] + BLANK * (one.end - one.start) + blanked[one.end :]
    days = said_days(blanked, today=today, locale=locale)
    return sorted([*times, *days], key=lambda one: one.start)


def add_days(reading: SlotReader, run: Run | None, one: SaidDays, words: str, *, is_apart: bool) -> Run | None:
    """Add days to those that they are joined to, or begin another run."""
    kept = tuple(day for day in one.days if day >= reading.today)
    if one.is_left_out and kept and run is not None:
        run.left_out |= set(kept)
        return run
    if not kept or one.is_left_out:
        reading.leave(words)
        return run
    one = placed_after(reading, replace(one, days=kept))
    if one.weekday is None and len(one.days) == 1:
        reading.after = one.days[-1]
    if run is None or reading.early or is_apart or (run.times and not reading.leads):
        run, reading.early = Run(times=reading.early), []
        reading.runs.append(run)
    run.days.append(one)
    return run


def placed_after(reading: SlotReader, one: SaidDays) -> SaidDays:
    """Return a bare weekday as the first one after the day said before it: « mardi 8 ou jeudi » goes on to the 10th."""
    if one.weekday is None or reading.after is None:
        return one
    return replace(one, days=(next_weekday(one.weekday, reading.after),), is_unsure=True)


def add_time(times: list[SaidTime], one: SaidTime, *, joins: bool) -> None:
    """Add a time to others of the same days: « matin 9 h » is one hour, « matin ou 14 h » are two times."""
    last = times[-1] if times else None
    if one.is_duration:
        times[:] = [replace(said, lasts=said.lasts or one.lasts) if said.at else said for said in times]
    elif last and one.at and last.part and not joins:
        times[-1] = one.within(last.part)
    elif last and one.part and last.at and not joins:
        times[-1] = last.within(one.part)
    else:
        times.append(one)


def says_something(gap: str) -> bool:
    """Return whether words between two readings say more than « à », « ou »."""
    return any(word not in SAYS_NOTHING for word in WORD.findall(gap.replace("d'", "").replace("l'", "")))
