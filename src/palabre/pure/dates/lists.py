"""Days in a row that share what is said last: « les 12, 13 et 14 mai », « les 5/10 et 12/10 »."""

import re
from collections.abc import Iterable

from palabre.pure.dates.dated_days import WEEKDAY_OPENINGS, day_in
from palabre.pure.dates.lexicon import DAY, MONTH, SHORT_WEEKDAY, YEAR, month_number, number
from palabre.pure.dates.rules import Match, Moment, Reading, Rule, rule

_WD = rf"(?:(?:{SHORT_WEEKDAY}) )?"
_AND = r"(?: ?, ?(?:et |ou |puis )?| et | ou | and | or | puis | ?& ?| ?/ ?)(?:le |les |du )?"
_MONTH = rf"(?P<m>{MONTH})(?: (?P<y>{YEAR}))?"
_FIGURES = r"(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])(?:/\d\d(?:\d\d)?)?(?![/\d])"
_MORE_FIGURES = rf"(?: ?, ?| et | ou | and | ?& ?)(?:le |les )?{_WD}{_FIGURES}"


def rules() -> Iterable[Rule]:
    """One rule reads each item of a list but the last, which is read as a day alone."""
    listed = rf"(?:les |le |du )?{_WD}(?P<d>{DAY})(?=(?:{_AND}{_WD}{DAY}){{1,8}} {_MONTH})"
    yield rule({"les", "le", "du", "0", *WEEKDAY_OPENINGS}, listed, _listed)
    figures = rf"(?:les |le )?{_WD}(?P<d>\d?\d)/(?P<m>\d?\d)(?:/(?P<y>\d{{4}}|\d\d))?"
    yield rule({"les", "0", *WEEKDAY_OPENINGS}, figures, _listed_figures)


def _listed(match: Match, moment: Moment) -> Reading | None:
    return day_in(match["y"], month_number(match["m"]), number(match["d"]), moment)


_LISTS = re.compile(rf"\bles {{1,3}}{_WD}{_FIGURES}(?:{_MORE_FIGURES}){{1,8}}".replace(" ?", " {0,3}"), re.ASCII)
_SHARED_YEAR = re.compile(r"/(\d{4})\b")
_LONGEST = 90  # characters of a list of days in figures
_A_MONTH_FOR_SURE = re.compile(r"/(?:0\d|1[0-2])\b")
_FRACTIONS_OF = re.compile(r" {1,3}(?:des|du|d'|de {1,3}[a-z])")


def _listed_figures(match: Match, moment: Moment) -> Reading | None:
    """A day of « les 5/10 et 12/10 »: a list that « les » opens, whose months are months and not parts of a whole."""
    around = match.string[max(0, match.start() - _LONGEST) : match.end() + _LONGEST]
    here = min(match.start(), _LONGEST)
    row = next((row for row in _LISTS.finditer(around) if row.start() <= here < row.end()), None)
    if row is None or not _A_MONTH_FOR_SURE.search(row[0]) or _FRACTIONS_OF.match(around, row.end()):
        return None
    if not 1 <= int(match["m"]) <= 12:
        return None
    shared = _SHARED_YEAR.search(row[0])
    return day_in(match["y"] or (shared and shared[1]), int(match["m"]), int(match["d"]), moment)
