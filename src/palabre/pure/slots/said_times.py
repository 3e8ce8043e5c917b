"""Times of a day in a few words: hours, spans of hours, parts of the day, and how long it lasts.

The text is folded (`pure.dates.folded_text`). Alone, figures below six followed by « h » are no hour of a meeting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import time

from palabre.pure.slots.slot import AFTERNOON, EVENING, MORNING

EARLIEST = 6  # of an hour said alone
NOON, DAY = 12 * 60, 24 * 60  # minutes
ALL_DAY = "day"


@dataclass(frozen=True, slots=True)
class SaidTime:
    """An hour `at`, or a `part` of the day (or ALL_DAY), of `lasts` minutes, at text[start:end].

    With neither hour nor part, `lasts` is said of the times before; with nothing, the words are not understood.
    """

    start: int
    end: int
    at: time | None = None
    lasts: int | None = None
    part: str = ""

    @property
    def is_duration(self) -> bool:
        return self.at is None and not self.part and self.lasts is not None

    @property
    def is_unread(self) -> bool:
        return self.at is None and not self.part and self.lasts is None

    def within(self, part: str) -> SaidTime:
        """Return this hour, said with a part of the day: « 8 h, le soir » is 20:00."""
        late = {EVENING: 12, AFTERNOON: 8}.get(part, 0)
        if self.at is None or self.at.hour >= late or self.at.hour == 0:
            return self
        return replace(self, at=self.at.replace(hour=self.at.hour + 12))


def clock(name: str) -> str:
    """Return the pattern of an hour, in groups of that name."""
    half = r"et demie?(?![a-z])"
    return (
        rf"(?:(?<!\d)(?P<h{name}>2[0-4]|[01]?\d)(?:\s?(?:heures?|h)(?![a-z])(?:\s?(?P<m{name}>[0-5]\d)(?!\d)|\s(?P<half{name}>{half})"
        rf"|\s(?P<quarter{name}>et quart))?|:(?P<c{name}>[0-5]\d)(?!\d))"
        rf"|(?<!\d)(?P<n{name}>1[0-2]|0?[1-9])(?::(?P<nm{name}>[0-5]\d))?\s?(?P<apm{name}>[ap])\.?m\b"
        rf"|\b(?P<noon{name}>midi|noon)\b(?:\s(?P<noonhalf{name}>{half}))?|\b(?P<night{name}>minuit|midnight)\b)"
    )


SPAN = r"\s?(?:-|/|a|au|et|jusqu'a|to|until|till|and)\s?"
LATER = r"(?P<later>\s(?:du|le)\ssoir|\sde\sl'apres-midi|\sdu\smatin)?"
BARE = (
    r"(?:\b(?:de|entre|from|between)\s(?P<from>2[0-4]|[01]?\d)\s?(?:-|a|et|to|and)"
    r"|(?<![\d/])(?P<dash>2[0-4]|[01]?\d)\s?-)\s?"
)
HOUR = re.compile(
    rf"(?P<not>\b(?:avant|apres|before|after|jusqu'a|until)\s)?(?:\bentre (?P<two>midi et deux)(?: heures)?(?![a-z])"
    rf"|{BARE}{clock('3')}|{clock('1')}(?:{SPAN}{clock('2')})?){LATER}",
    re.ASCII,
)
PART = re.compile(
    r"\b(?:(?P<day>(?:toute )?(?:la )?journee(?: entiere)?|all day)|(?P<morning>matin(?:ee)?s?|mornings?)"
    r"|(?P<afternoon>apres[ -]?midis?|aprems?|afternoons?)|(?P<evening>soir(?:ee)?s?|evenings?))(?![a-z])",
    re.ASCII,
)
LENGTH = re.compile(
    r"(?:\b(?:pendant|durant|duree(?: de)?|pour|for)\s|\()\s?(?:(?P<h>\d{1,2})\s?(?:heures?|hours?|h)(?![a-z])"
    r"(?:\s?(?P<m>[0-5]\d))?|(?P<min>\d{1,3})\s?(?:minutes?|min|mn)\b)\s?\)?",
    re.ASCII,
)


def said_times(text: str) -> list[SaidTime]:
    """Return the times of a folded text, in order, without overlap."""
    found: list[SaidTime] = []
    for one in sorted([*lengths(text), *parts(text), *hours(text)], key=lambda one: (one.start, -one.end)):
        if not found or one.start >= found[-1].end:
            found.append(one)
    return found


def lengths(text: str) -> Iterator[SaidTime]:
    for match in LENGTH.finditer(text):
        minutes = int(match["min"] or 0) + 60 * int(match["h"] or 0) + int(match["m"] or 0)
        if 0 < minutes <= DAY:
            yield SaidTime(match.start(), match.end(), lasts=minutes)


def parts(text: str) -> Iterator[SaidTime]:
    of = {"day": ALL_DAY, "morning": MORNING, "afternoon": AFTERNOON, "evening": EVENING}
    for match in PART.finditer(text):
        yield SaidTime(match.start(), match.end(), part=of[str(match.lastgroup)])


def hours(text: str) -> Iterator[SaidTime]:
    for match in HOUR.finditer(text):
        start, end = match.span()
        begins, ends = minutes_of(match)
        is_alone = ends is None and not match["later"] and not match["night1"]
        if begins is None or match["not"] or (is_alone and begins < EARLIEST * 60):
            yield SaidTime(start, end)
            continue
        lasts = (ends - begins) % DAY if ends is not None else None
        yield SaidTime(start, end, time(begins // 60 % 24, begins % 60), lasts or None)


def minutes_of(match: re.Match[str]) -> tuple[int | None, int | None]:
    """Return when it begins and ends, in minutes after midnight."""
    if match["two"]:
        return NOON, NOON + 120
    bare = match["from"] or match["dash"]
    begins = int(bare) * 60 if bare else minute_of(match, "1")
    ends = minute_of(match, "3" if bare else "2")
    if match["later"] and "mat" not in match["later"]:
        begins, ends = (said + NOON if said is not None and said < NOON else said for said in (begins, ends))
    return begins, ends


def minute_of(match: re.Match[str], name: str) -> int | None:
    if match["h" + name]:
        minutes = int(match["m" + name] or match["c" + name] or 0)
        minutes += 30 * bool(match["half" + name]) + 15 * bool(match["quarter" + name])
        return int(match["h" + name]) % 24 * 60 + minutes
    if match["n" + name]:
        return int(match["n" + name]) % 12 * 60 + int(match["nm" + name] or 0) + NOON * (match["apm" + name] == "p")
    if match["noon" + name]:
        return NOON + 30 * bool(match["noonhalf" + name])
    return 0 if match["night" + name] else None
