"""Joins adjacent expressions that make one date: « à 18h le 9 octobre », « le mardi, tous les 15 jours »."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from palabre.pure.dates.calendar_facts import DAYS, next_weekday
from palabre.pure.dates.lexicon import WEEKDAY
from palabre.pure.dates.rules import Moment, Reading

type Said = tuple[Reading, int, int]

_GAP = 14  # maximum number of characters between the two
_SIDE_BY_SIDE = re.compile(r" {0,3},? {0,3}(?:on )?\(?")
_UP_TO = re.compile(r" {1,3}(?:a|au|jusqu'a|jusqu'au|to|until|(?P<and>et|and))(?: la| le| the)? {1,3}")
_FROM = re.compile(r"(?<![a-z-])(?:de|du|a partir de|from|(?P<between>entre|between))(?: la| le| the)? {1,3}$")
_OF = re.compile(r" {1,3}(?:de|of) {1,3}")
_HOUR = re.compile(r"\d{1,2} ?(?:h|heures?|:|[ap]\.?m)[ \dmin]{0,6}(?:[ap]\.?m)?")
_LONE_WEEKDAY = re.compile(
    rf"(?:le |on |les )?{WEEKDAY}s?(?: (?:(?:matin|midi|soir|apres-midi|a |de )|\d{{1,2}} ?(?:h|:|[ap]\.?m)).{{0,24}})?"
)
_LONE_NUMBER = re.compile(r"(?:le|the) \d{1,2}(?:er|st|nd|rd|th)?(?: (?:a |at ).{0,12})?")
_RHYTHM_OF_WEEKS = re.compile(r"FREQ=WEEKLY(?:;INTERVAL=\d+)?")
_RHYTHM_OF_MONTHS = re.compile(r"FREQ=MONTHLY(?:;INTERVAL=\d+)?")


def joined_readings(said: Iterator[Said], folded: str, moment: Moment) -> Iterator[Said]:
    """Yield the same readings, with those that complete each other joined into one."""
    last: Said | None = None
    for one in said:
        both = _together(last, one, folded, moment) if last and one[1] - last[2] <= _GAP else None
        if last and both is None:
            yield last
        last = (both, last[1], one[2]) if last and both else one
    if last is not None:
        yield last


def _together(before: Said, after: Said, folded: str, moment: Moment) -> Reading | None:
    one, two = before[0], after[0]
    if not _SIDE_BY_SIDE.fullmatch(folded, before[2], after[1]):
        return _from_one_to_other(before, after, folded) or _day_of_a_week(before, after, folded)
    if _is_an_hour(before, folded) and two.first and not (two.starts or two.last or two.rrule) and two.takes_hours:
        return replace(two, starts=one.starts, ends=one.ends)
    for rhythm, day, at in ((one, two, after), (two, one, before)):
        if rhythm.rrule and _RHYTHM_OF_WEEKS.fullmatch(rhythm.rrule) and _is_a_weekday(day, at, folded):
            return _on_that_day(rhythm, day, moment)
        if rhythm.rrule and _RHYTHM_OF_MONTHS.fullmatch(rhythm.rrule) and _LONE_NUMBER.fullmatch(folded, *at[1:]):
            return replace(day, rrule=f"{rhythm.rrule};BYMONTHDAY={day.first.day}") if day.first else None
    return None


def _from_one_to_other(before: Said, after: Said, folded: str) -> Reading | None:
    """Read « De mi-septembre à mi-octobre » or « entre fin mai et début juin », which no single rule matches."""
    one, two, link = before[0], after[0], _UP_TO.fullmatch(folded, before[2], after[1])
    opened = link and _FROM.search(folded, max(0, before[1] - 16), before[1])
    if not link or not opened or one.rrule or two.rrule or bool(link["and"]) != bool(opened["between"]):
        return None
    last = two.last or two.first
    if one.first is None or one.last or last is None or last <= one.first:
        return None
    return Reading(one.first, last, one.starts, two.ends or two.starts, ambiguous=one.ambiguous or two.ambiguous)


def _day_of_a_week(before: Said, after: Said, folded: str) -> Reading | None:
    """Read « Lundi de la semaine du 23 »."""
    one, two = before[0], after[0]
    if not (_OF.fullmatch(folded, before[2], after[1]) and _is_a_weekday(one, before, folded)):
        return None
    if one.first is None or two.first is None or two.last != two.first + timedelta(days=6):
        return None
    return replace(one, first=two.first + timedelta(days=one.first.weekday()), ambiguous=False)


def _is_an_hour(said: Said, folded: str) -> bool:
    reading, start, end = said
    return bool(reading.starts and not reading.ends and _HOUR.fullmatch(folded, start, end))


def _is_a_weekday(reading: Reading, said: Said, folded: str) -> bool:
    weekly = reading.rrule is None or re.fullmatch(r"FREQ=WEEKLY;BYDAY=\w\w", reading.rrule)
    return bool(weekly and reading.first and not reading.last and _LONE_WEEKDAY.fullmatch(folded, said[1], said[2]))


def _on_that_day(rhythm: Reading, day: Reading, moment: Moment) -> Reading | None:
    if day.first is None:
        return None
    first = next_weekday(day.first.weekday(), moment.on)
    rrule = f"{rhythm.rrule};BYDAY={DAYS[first.weekday()]}"
    return Reading(first, starts=day.starts or rhythm.starts, ends=day.ends or rhythm.ends, rrule=rrule)
