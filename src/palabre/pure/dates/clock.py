"""Hours: those that follow a day (« jeudi 15 à 14h », « de 9 h 30 à 12 h ») and those that stand alone.

A duration looks like an hour (« 2 h de trajet », « une réunion de 3h »): alone, an hour counts only after a
preposition of time, as a span of hours, or at the head of a line, as in a timetable.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from palabre.pure.dates.lexicon import FRENCH_HOURS, any_of, number
from palabre.pure.dates.rules import NOTHING, Match, Moment, Reading, Rule, rule

_HOUR_WORDS = any_of(FRENCH_HOURS)
_FIRST_OF_THE_DAY = 6  # before that, figures followed by h are durations


def hour(name: str) -> str:
    """The pattern of an hour, in groups h/m/half of that name."""
    return (
        rf"(?:(?P<h{name}>2[0-4]|[01]?\d)(?: ?(?:heures?|h(?![a-z]))(?: ?(?P<m{name}>[0-5]\d)(?!\d)(?: ?min)?)?"
        rf"|(?::|\.(?=\d\d ?[ap]\.?m\b))(?P<c{name}>[0-5]\d)(?::\d\d)?(?: ?(?P<half{name}>[ap])\.?m\b)?"
        rf"| ?(?P<apm{name}>[ap])\.?m\b)"
        rf"|(?P<word{name}>midi|minuit|noon|midnight|(?:{_HOUR_WORDS}) heures))"
    )


_UNTIL = r"(?(btw) ?(?:et|and|-) ?| ?(?:-|a|/|au|jusqu'a|to|until|till) ?)"
_AFTER = r"(?P<later>(?: du| le)? soir| de l'apres-midi| du matin| in the (?:morning|afternoon|evening))?"
_END = r"(?!\w|[/:.-]\d)"
_BARE = r"(?P<bare>2[0-4]|[01]?\d)"
_LINKS = "(?P<btw>entre|between)|a partir de|a|des|vers|de|pour|jusqu'a|at|from|around|@"
_PART = (
    r"(?: ?,? ?(?:en |au |le |dans la |in the )?(?P<part>matin(?:ee)?s?|apres[ -]?midis?|aprem|soir(?:ee|s)?|morning|"
    r"afternoon|evening)(?![a-z]))"
)
_HOURS = (
    rf"(?:t(?=\d)| ?[,:(@·-])?(?: ?(?P<link>{_LINKS})(?![a-z]))? ?"
    rf"(?:{hour('1')}(?:{_UNTIL}{hour('2')})?|{_BARE}{_UNTIL}{hour('3')})"
    rf"{_AFTER}\)?(?!\w|/\d)"
)


def _spaced(pattern: str) -> re.Pattern[str]:
    pattern = pattern.replace("[ -]", "(?: |-)").replace(" ?", "\0").replace(" ", " {1,3}").replace("\0", " {0,3}")
    return re.compile(pattern, re.ASCII)


_TAIL = _spaced(rf"{_PART}?(?P<hours>{_HOURS})")
_PART_OF_DAY = _spaced(_PART)
_DURATION_AFTER = re.compile(r" (?:de (?!preference|l'apres)|d'|par |sur )|/24|/j")


def with_hours(reading: Reading, text: str, end: int) -> tuple[Reading, int]:
    """The reading with the hours and the part of the day that follow it, and where they end."""
    found = _TAIL.match(text, end)
    if found:
        timed = _timed(reading, found)
        if timed:
            return timed, found.end()
    part = _PART_OF_DAY.match(text, end)
    return reading, part.end() if part else end


def _timed(reading: Reading, found: Match) -> Reading | None:
    starts, ends = _starts_and_ends(found)
    if starts is None or (found["bare"] and not _spans_hours(found)):
        return None
    if not (found["link"] or found["word1"] or ends) and _looks_like_a_duration(starts, found):
        return None
    if found["word1"] and "heure" in found["word1"] and not found["link"]:
        return None
    if found["word1"] and not (found["link"] or found[0].startswith((" ", ","))):
        return None
    if (ends and reading.starts is None) or not reading.starts:
        return replace(reading, starts=starts, ends=ends)
    return None


def _spans_hours(found: Match) -> bool:
    """« 14-16h », « 2-4pm », « de 14 à 16h » after a day; but « mardi 6 à 8h » is the 6th."""
    dashed = re.search(r"\d ?[-/]", found[0]) and (found["apm3"] or found["h3"])
    return bool(dashed) or found["link"] in {"de", "entre", "from", "between"}


def _looks_like_a_duration(starts: str, found: Match) -> bool:
    early = int(starts[:2]) < _FIRST_OF_THE_DAY and not found["later"] and not found["apm1"]
    return early or bool(_DURATION_AFTER.match(found.string, found.end()))


def _starts_and_ends(found: Match) -> tuple[str | None, str | None]:
    afternoon = bool(found["later"]) and "mat" not in found["later"] and "morning" not in found["later"]
    if found["bare"]:
        return _clock(int(found["bare"]), 0, afternoon or found["apm3"] == "p"), _said(found, "3", afternoon)
    ends = _said(found, "2", afternoon)
    starts = _said(found, "1", afternoon)
    if ends is None and (found["h2"] or found["word2"]):
        return None, None
    return starts, ends


def _said(found: Match, name: str, afternoon: bool) -> str | None:
    word = found["word" + name]
    if word and "heure" in word:
        return _clock(number(word.split(" ")[0]), 0, afternoon)
    if word:
        return "12:00" if word in {"midi", "noon"} else "00:00"
    if not found["h" + name]:
        return None
    half = found["half" + name] or found["apm" + name]
    hours = int(found["h" + name])
    if half:
        if not 1 <= hours <= 12:
            return None
        hours, afternoon = hours % 12, half == "p"
    return _clock(hours, int(found["m" + name] or found["c" + name] or 0), afternoon)


def _clock(hours: int, minutes: int, afternoon: bool) -> str | None:
    if afternoon and hours < 12:
        hours += 12
    if hours == 24 and minutes == 0:
        hours = 0
    return f"{hours:02}:{minutes:02}" if hours < 24 else None


_BEFORE_AN_HOUR = re.compile(
    r"(?:^|[^a-z])(?:a|des|vers|pour|avant|apres|jusqu'a|debut|fin|rdv|"
    r"(?:horaires?|heure|debut|fin|ouverture|cloture|accueil|rdv|rendez-vous) ?:|"
    r"at|by|before|until|after|from|around) {1,3}$"
)
_HEAD_OF_LINE = re.compile(r"(?:^|\n)(?:[-*+>|•(]|[ \t]|\d{1,2}[.)] )*$")
_HEAD_OF_ITEM = re.compile(r" {0,3}(?:$|[-:|)\n,.])")


def _hour_alone(match: Match, moment: Moment) -> Reading | None:
    starts, ends = _starts_and_ends(match)
    if starts is None or (int(starts[:2]) < _FIRST_OF_THE_DAY and not match["later"] and not match["apm1"]):
        return NOTHING if match["h1"] else None
    if _DURATION_AFTER.match(match.string, match.end()):
        return NOTHING
    if ends or _is_an_instant(match):
        return Reading(moment.on, starts=starts, ends=ends, takes_hours=False)
    return NOTHING


def _is_an_instant(match: Match) -> bool:
    before = match.string[max(0, match.start() - 40) : match.start()]
    if _BEFORE_AN_HOUR.search(before):
        return True
    at_head = match.start() < 40 or "\n" in before
    heads = at_head and _HEAD_OF_LINE.search(before) and _HEAD_OF_ITEM.match(match.string, match.end())
    return bool(heads) and int(match["h1"] or 12) > _FIRST_OF_THE_DAY


def _span_of_hours(match: Match, moment: Moment) -> Reading | None:
    starts, ends = _starts_and_ends(match)
    if not starts or not ends or _DURATION_AFTER.match(match.string, match.end()):
        return NOTHING
    if int(starts[:2]) < _FIRST_OF_THE_DAY:
        return NOTHING
    return Reading(moment.on, starts=starts, ends=ends, takes_hours=False)


def rules() -> Iterable[Rule]:
    """Hours alone are said of the day itself."""
    until = rf"{_UNTIL}{hour('2')}"
    none = "(?P<btw>(?!))?(?P<bare>(?!))?"
    yield rule({"0"}, rf"{none}{hour('1')}(?:{until})?{_AFTER}", _hour_alone, end=_END)
    opening = "(?P<link>(?P<btw>entre|between)|de|from) "
    spans = rf"(?:{hour('1')}{until}|{_BARE}{_UNTIL}{hour('3')}){_AFTER}"
    yield rule({"de", "entre", "from", "between"}, opening + spans, _span_of_hours, end=_END)
