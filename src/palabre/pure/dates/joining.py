"""What stands side by side and says one thing: « à 18h le 9 octobre », « le mardi, tous les 15 jours »."""

import re
from collections.abc import Iterator
from dataclasses import replace

from palabre.pure.dates.calendar_facts import DAYS, next_weekday
from palabre.pure.dates.lexicon import WEEKDAY
from palabre.pure.dates.reading import Moment, Reading

type Said = tuple[Reading, int, int]

_GAP = 3  # characters between the two, at most
_BETWEEN = re.compile(r" {0,3},? {0,3}\(?")
_HOUR = re.compile(r"\d{1,2} ?(?:h|heures?|:|[ap]\.?m)[ \dmin]{0,6}(?:[ap]\.?m)?")
_LONE_WEEKDAY = re.compile(rf"(?:le |on |les )?{WEEKDAY}s?(?: (?:matin|midi|soir|apres-midi|a |de |\d).{{0,24}})?")
_RHYTHM_OF_WEEKS = re.compile(r"FREQ=WEEKLY(?:;INTERVAL=\d+)?")


def joined(said: Iterator[Said], folded: str, moment: Moment) -> Iterator[Said]:
    """The same readings, with those that complete each other made one."""
    last: Said | None = None
    for one in said:
        if last is None:
            last = one
            continue
        both = _together(last, one, folded, moment) if one[1] - last[2] <= _GAP else None
        if both is None:
            yield last
        last = one if both is None else (both, last[1], one[2])
    if last is not None:
        yield last


def _together(before: Said, after: Said, folded: str, moment: Moment) -> Reading | None:
    if not _BETWEEN.fullmatch(folded, before[2], after[1]):
        return None
    one, two = before[0], after[0]
    if _is_an_hour(before, folded) and two.first and not (two.starts or two.last or two.rrule) and two.takes_hours:
        return replace(two, starts=one.starts, ends=one.ends)
    for rhythm, day, at in ((one, two, after), (two, one, before)):
        if rhythm.rrule and _RHYTHM_OF_WEEKS.fullmatch(rhythm.rrule) and _is_a_weekday(day, at, folded):
            return _on_that_day(rhythm, day, moment)
    return None


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
