"""Months and what is cut from them: « fin mai », « mi-juillet », « en juin », « au premier trimestre »."""

from collections.abc import Iterable
from datetime import date, timedelta

from palabre.pure.dates.calendar_facts import LIKELY, add_months, monday_of, month_end, nth_weekday
from palabre.pure.dates.dated_days import full_year
from palabre.pure.dates.lexicon import (
    FULL_MONTH,
    MONTH,
    MONTH_NAMES,
    ORDINAL,
    ORDINALS,
    WEEKDAY,
    YEAR,
    month_number,
    weekday_number,
)
from palabre.pure.dates.rules import NOTHING, VAGUE, Match, Moment, Reading, Rule, rule

_PART = "(?P<part>debut|mi|milieu|fin|courant|early|mid|late|end|beginning)"
_SAID = r"(?P<said>prochaine?|suivante?|derniere?|passee?)"
_YEAR = rf"(?: (?P<y>{YEAR}))?"
_PARTS = {"debut", "mi", "milieu", "fin", "courant", "early", "mid", "late", "end", "beginning", "la", "the", "le"}


_OF = r"(?:-| )(?:du mois )?(?:de |d'|of )?"
_OF_THE = r"(?:-| )(?:du |de la |de l'|de |d'|of the |of |ce |cette )?"
_WHOLE = r"(?P<whole>mois|semaine|annee|trimestre|month|week|year)"
_INTO = (
    r"(?:en|in|(?:au|le) mois de|au mois d'|au cours du mois d(?:e|')|(?:dans le )?courant du mois de|"
    r"dans le courant du mois de|month of)"
)
_MONTHS = (
    rf"(?:de |d'|entre |from |between )?(?P<m1>{FULL_MONTH})(?: (?P<y1>{YEAR}))?(?: a | et | to | and | ?- ?)"
    rf"(?P<m2>{FULL_MONTH}){_YEAR}"
)
_CUT = (
    rf"(?:la |au |le )?(?P<nth>{ORDINAL}|[12]e?|t(?P<t>[1-4]))(?: (?P<what>quinzaine|trimestre|semestre|semaine))?"
    rf"(?: (?:de |d')?(?P<m>{MONTH}))?(?: (?:de )?(?P<y>{YEAR}))?"
)
_NTH = rf"(?:(?:le|the|au) )?(?P<nth>{ORDINAL}) (?P<wd>{WEEKDAY})"


def rules() -> Iterable[Rule]:
    """Parts of months, whole months, quarters, the nth weekday of a month."""
    the = "(?:(?:la|the|le) )?"
    yield rule(_PARTS, rf"{the}{_PART}{_OF}(?P<m>{MONTH})(?: {_SAID})?{_YEAR}", _part_of_month)
    yield rule(_PARTS, rf"{the}{_PART}(?:-| )(?:de l'annee |of )?(?P<y>{YEAR})", _part_of_year)
    yield rule(_PARTS, rf"{the}{_PART}{_OF_THE}{_WHOLE}(?: {_SAID})?", _part_of)
    spoken = r"(?:avant|depuis|des|apres|d'ici|pour|jusqu'en|before|since|after|until|by)"
    yield rule(
        "avant depuis des apres d pour jusqu before since after until by",
        rf"{spoken} (?P<m>{FULL_MONTH})(?! (?:the )?\d)",
        _month_after_a_word,
    )
    month = rf"(?P<m>{FULL_MONTH})(?: {_SAID})?(?:,? (?P<y>{YEAR}))?"
    yield rule("en in au dans courant le month", rf"{_INTO} ?{month}", _month)
    yield rule(MONTH_NAMES, rf"(?P<m>{MONTH})(?: {_SAID}|,? (?P<y>{YEAR}))", _month)
    yield rule({"de", "d", "entre", "from", "between", *MONTH_NAMES}, _MONTHS, _months)
    whole = r"(?P<a>le|ce|next|last|this|l') ?(?P<whole>mois|month|an|annee|year|trimestre)"
    yield rule("le ce next last this l", rf"{whole}(?: {_SAID})?(?:-ci)?", _whole_said)
    yield rule({"la", "au", "le", "0", "t", *ORDINALS}, _CUT, _cut)
    nth = rf"{_NTH} (?:de |d'|du mois de |of )(?P<m>{FULL_MONTH}){_YEAR}"
    yield rule({"le", "the", "au", "0", *ORDINALS}, nth, _nth_weekday)
    yield rule({"le", "au", "0", *ORDINALS}, rf"{_NTH} du mois (?P<next>prochain)", _nth_weekday)


def _month_meant(month: int, year: str | None, said: str, moment: Moment) -> date:
    """The first day of the month: of the year said, else the next one, the current one included."""
    if year:
        return date(full_year(year, moment.on), month, 1)
    first = date(moment.on.year, month, 1)
    if moment.towards == "past" and not said:
        return first if first <= moment.on else add_months(first, -12)
    if said.startswith(("dern", "pass")):
        return first if first.month < moment.on.month else add_months(first, -12)
    if said.startswith("proch"):
        return first if first > moment.on else add_months(first, 12)
    return first if month_end(first) >= moment.on else add_months(first, 12)


def _part_of_month(match: Match, moment: Moment) -> Reading | None:
    if match["part"] == "courant":
        return VAGUE
    first = _month_meant(month_number(match["m"]), match["y"], match["said"] or "", moment)
    reading = _cut_out(match["part"], first, month_end(first), moment)
    if match["y"] or match["said"] or moment.towards or not reading.first:
        return reading
    lately = _cut_out(match["part"], add_months(first, -12), month_end(add_months(first, -12)), moment)
    return lately if lately.first and (moment.on - lately.first).days <= LIKELY else reading


def _cut_out(part: str, first: date, last: date, moment: Moment) -> Reading:
    if part in {"debut", "early", "beginning"}:
        day = first
    elif part in {"mi", "mid", "milieu"}:
        day = first.replace(day=15) if first.day == 1 and first.month == last.month else first + (last - first) // 2
    else:
        day = last
    return Reading(day, ambiguous=not moment.deadline, takes_hours=False)


def _part_of_year(match: Match, moment: Moment) -> Reading | None:
    year = int(match["y"])
    if match["part"] == "courant":
        return VAGUE
    return _cut_out(match["part"], date(year, 1, 1), date(year, 12, 31), moment)


def _part_of(match: Match, moment: Moment) -> Reading | None:
    first, last = _whole(match["whole"], match["said"] or "", moment.on)
    if match["part"] == "courant" and not match["said"] and match["whole"] not in {"mois", "month"}:
        return None
    if match["part"] == "courant":
        return VAGUE if match["whole"] in {"mois", "month"} else Reading(first, last, takes_hours=False)
    return _cut_out(match["part"], first, last, moment)


def _whole(what: str, said: str, on: date) -> tuple[date, date]:
    step = -1 if said.startswith(("dern", "pass", "last")) else 1 if said else 0
    if what in {"semaine", "week"}:
        monday = monday_of(on) + timedelta(weeks=step)
        return monday, monday + timedelta(days=6)
    if what in {"mois", "month"}:
        first = add_months(on.replace(day=1), step)
        return first, month_end(first)
    if what == "trimestre":
        first = add_months(date(on.year, (on.month - 1) // 3 * 3 + 1, 1), 3 * step)
        return first, month_end(add_months(first, 2))
    year = on.year + step
    return date(year, 1, 1), date(year, 12, 31)


def _whole_said(match: Match, moment: Moment) -> Reading | None:
    said = match["said"] or (match["a"] if match["a"] in {"next", "last"} else "")
    if not said and match[0] not in {"ce mois-ci", "this month", "this year"}:
        return None
    first, last = _whole(match["whole"], said, moment.on)
    return Reading(first, last, takes_hours=False)


def _month(match: Match, moment: Moment) -> Reading | None:
    if "courant" in match[0]:
        return VAGUE
    first = _month_meant(month_number(match["m"]), match["y"], match.groupdict().get("said") or "", moment)
    return Reading(first, month_end(first), takes_hours=False)


def _month_after_a_word(match: Match, moment: Moment) -> Reading | None:
    if match["m"] in {"may", "march"} or (match["m"] == "mars" and match[0].startswith(("des", "pour"))):
        return None
    past = match[0].startswith(("depuis", "since"))
    first = _month_meant(month_number(match["m"]), None, "", Moment(moment.on, towards="past" if past else "future"))
    return Reading(first, month_end(first), takes_hours=False)


def _months(match: Match, moment: Moment) -> Reading | None:
    opened = match[0].startswith(("de ", "d'", "entre", "from", "between"))
    one, two = month_number(match["m1"]), month_number(match["m2"])
    if not (opened or match["y"]):
        return None
    first = _month_meant(one, match["y1"] or match["y"], "", moment)
    if match["y"] and not match["y1"] and one > two:
        first = add_months(first, -12)
    last = month_end(add_months(first, (two - one) % 12))
    return NOTHING if one == two and not match["y"] else Reading(first, last, takes_hours=False)


def _cut(match: Match, moment: Moment) -> Reading | None:
    nth = int(match["t"]) if match["t"] else ORDINALS.get(match["nth"]) or int(match["nth"][0])
    what, month = match["what"] or ("trimestre" if match["t"] else ""), match["m"]
    if what in {"quinzaine", "semaine"} and month:
        first = _month_meant(month_number(month), match["y"], "", moment)
        return _part(first, what, nth)
    months = {"trimestre": 3, "semestre": 6}.get(what)
    if not months or month or (match["t"] and not match["y"]) or not 1 <= nth <= 12 // months:
        return None
    year = full_year(match["y"], moment.on) if match["y"] else moment.on.year
    first = date(year, 1 + (nth - 1) * months, 1)
    if not match["y"] and month_end(add_months(first, months - 1)) < moment.on:
        first = add_months(first, 12)
    return Reading(first, month_end(add_months(first, months - 1)), takes_hours=False)


def _part(first: date, what: str, nth: int) -> Reading | None:
    if what == "quinzaine" and nth in {1, 2, -1}:
        start, stop = (first, first.replace(day=15)) if nth == 1 else (first.replace(day=16), month_end(first))
        return Reading(start, stop, takes_hours=False)
    if what == "semaine" and nth in {1, 2, 3, 4, -1}:
        start = month_end(first) - timedelta(days=6) if nth < 0 else first + timedelta(weeks=nth - 1)
        return Reading(start, start + timedelta(days=6), ambiguous=True, takes_hours=False)
    return None


def _nth_weekday(match: Match, moment: Moment) -> Reading | None:
    weekday, nth = weekday_number(match["wd"]), ORDINALS[match["nth"]]
    groups = match.groupdict()
    if groups.get("next"):
        first = add_months(moment.on.replace(day=1), 1)
    else:
        first = _month_meant(month_number(match["m"]), match["y"], "", moment)
    found = nth_weekday(first.year, first.month, weekday, nth)
    if found and found < moment.on and groups.get("m") and not match["y"] and moment.towards != "past":
        found = nth_weekday(first.year + 1, first.month, weekday, nth)
    return NOTHING if found is None else Reading(found)
