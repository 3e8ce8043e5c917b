"""From one day to another: « du 3 au 5 mars », « la semaine du 12 », « en S45 », « ce week-end »."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from palabre.pure.dates.calendar_facts import monday_of, next_weekday, plausible_day_number
from palabre.pure.dates.clock import hour
from palabre.pure.dates.dated_days import WEEKDAY_OPENINGS, day_in, full_year
from palabre.pure.dates.lexicon import DAY, ENGLISH_MONTHS, MONTH, SHORT_WEEKDAY, YEAR, month_number, number
from palabre.pure.dates.rules import NOTHING, Match, Moment, Reading, Rule, rule

_FROM = r"(?:(?:(?:la )?semaine du|du|de|entre|from|between|les)(?: le| the)? )?"
_TO = r"(?: ?(?:au|jusqu'au|to|until|and|et|/|-)(?: le| the)? ?)"
_WD = rf"(?:(?:{SHORT_WEEKDAY}) )?"


_MONTH_1 = rf"(?: (?P<m1>{MONTH})(?: (?P<y1>{YEAR}))?)?"
_MONTH_2 = rf"(?P<m2>{MONTH})"
_YEAR_2 = rf"(?:,? (?P<y2>{YEAR}))?"
_HOUR_A, _HOUR_B = (rf"(?:,? (?:a )?{hour(name)})?" for name in "ab")
_DAYS = rf"{_FROM}{_WD}(?P<d1>{DAY}){_MONTH_1}{_HOUR_A}{_TO}{_WD}(?P<d2>{DAY})(?: of)? {_MONTH_2}{_YEAR_2}{_HOUR_B}"
_AMERICAN = rf"{_MONTH_2} (?P<d1>{DAY}) ?- ?(?P<d2>{DAY})(?P<m1>(?!))?(?P<y1>(?!))?{_YEAR_2}"
_NUMBERS = (
    rf"(?:du {_WD}(?P<d1>{DAY}) au|entre le {_WD}(?P<e1>{DAY}) et le) {_WD}(?P<d2>{DAY})(?! ?(?:h|%|€|\d|heures|[./]))"
    r"(?: inclus)?"
)
_FIGURE_1, _FIGURE_2 = (rf"(?P<d{n}>\d?\d)[/.](?P<m{n}>\d?\d)(?:[/.](?P<y{n}>\d{{4}}|\d\d))?" for n in "12")
_MONTH = rf"(?P<m>{MONTH})(?: (?P<y>{YEAR}))?"
_WEEK_OF = (
    rf"(?:(?:la|the) )?(?:semaine|week|sem\.?)(?: commencant)?(?: du| of| le| of the| au)(?: lundi)? "
    rf"(?:(?P<d>{DAY})(?:(?: of)? {_MONTH}|/(?P<f>\d\d))?|(?P<em>{MONTH}) (?P<ed>{DAY}))"
)
_WEEK_NUMBER = (
    rf"(?:la )?(?:(?:semaine|week|sem\.?|wk)(?: n° ?)? ?(?P<n>\d?\d)|[sw]\.?-? ?(?P<short>[0-5]\d))"
    rf"(?: de)?(?:[ -](?P<y>{YEAR}))?(?! ?(?:%|h|/|\d))"
)
_WEEK_NUMBERS = (
    r"(?:les |the )?(?:semaines?|weeks?|sem\.?|s) ?(?P<n>\d?\d)(?: ?(?:-|a|to|/|et|and|&) ?s?)(?P<last>\d?\d)"
    r"(?! ?(?:%|h|/|\d|ans))"
)
_SAID = "(?P<said>prochaine?|derniere?|suivante?|qui vient|passee?|d'apres)"
_WEEKEND = (
    rf"(?:(?P<art>ce|le|this|next|last|the) )?(?:week(?:-| )?end|we)(?: {_SAID})?"
    rf"(?:(?: des {DAY} et| du| of)(?: samedi)? (?P<d>{DAY})(?: {_MONTH})?)?"
)


def rules() -> Iterable[Rule]:
    """Spans of days, weeks and week-ends."""
    yield rule({"la", "semaine", "du", "de", "entre", "les", "from", "between", "0", *WEEKDAY_OPENINGS}, _DAYS, _days)
    yield rule(ENGLISH_MONTHS, _AMERICAN, _days)
    yield rule("du entre", _NUMBERS, _numbers)
    yield rule("du entre from", rf"(?:du|entre le|from) {_WD}{_FIGURE_1}{_TO}{_WD}{_FIGURE_2}", _figures)
    yield rule("la the semaine week sem", _WEEK_OF, _week_of)
    yield rule("semaine week sem wk s w la", _WEEK_NUMBER, _numbered_week)
    yield rule("les semaines semaine weeks week sem s the", _WEEK_NUMBERS, _numbered_weeks)
    yield rule("la cette dans", rf"(?:dans )?(?:la|cette) semaine(?: {_SAID})?(?! a [a-z]+er\b)", _week_said)
    yield rule("semaine", r"semaine (?P<said>prochaine|derniere|suivante)", _week_said)
    yield rule("next last this", r"(?P<said>next|last|this) week", _week_said)
    yield rule("ce le this next last the week weekend we", _WEEKEND, _weekend)


def _span(first: date | None, last: date | None, *, ambiguous: bool = False) -> Reading:
    if first is None or last is None or last <= first:
        return NOTHING
    return Reading(first, last, ambiguous=ambiguous)


def _days(match: Match, moment: Moment) -> Reading | None:
    groups = match.groupdict()
    second = month_number(match["m2"])
    first = month_number(match["m1"]) if match["m1"] else second
    year = match["y1"] or match["y2"]
    start = day_in(year, first, number(match["d1"]), moment).first
    if start is None:
        return NOTHING
    if match["y1"] is None and year and first > second:
        start = start.replace(year=start.year - 1)
    stop = day_in(match["y2"] or str(start.year + (second < first)), second, number(match["d2"]), moment).first
    span = _span(start, stop)
    if span is NOTHING or not span.first or not span.last:
        return span
    if _lists(match, apart=span.last - span.first > timedelta(days=1)):
        return None
    starts, ends = _hours(groups, "a"), _hours(groups, "b")
    return Reading(span.first, span.last, starts, ends, takes_hours=starts is None)


def _lists(match: Match, *, apart: bool) -> bool:
    """« Les 9 et 10 octobre » are two days, save after « entre »; « 9/10 octobre » are a span."""
    between = match.string[match.end("d1") : match.start("d2")]
    listed = re.search(r"\b(?:et|and)\b", between) or (apart and "/" in between)
    return bool(listed) and not match[0].startswith(("entre", "between"))


def _hours(groups: dict[str, str | None], name: str) -> str | None:
    said = groups.get("h" + name)
    if not said or int(said) > 23:
        return None
    return f"{int(said):02}:{groups['m' + name] or '00'}"


_NOUN_AFTER = re.compile(
    r" {1,3}(?!(?:a|au|avec|chez|dans|en|et|ou|par|pour|puis|sans|si|sur|y|mais|donc|car|je|nous|on|elle|il)\b)[a-z]"
)


def _numbers(match: Match, moment: Moment) -> Reading | None:
    guess = plausible_day_number(number(match["d1"] or match["e1"]), on=moment.on, towards="future")
    last = guess and plausible_day_number(number(match["d2"]), on=guess[0], towards="future")
    if not guess or not last or _NOUN_AFTER.match(match.string, match.end()):
        return None
    return _span(guess[0], last[0])


def _figures(match: Match, moment: Moment) -> Reading | None:
    if not (1 <= int(match["m1"]) <= 12 and 1 <= int(match["m2"]) <= 12):
        return NOTHING
    start = day_in(match["y1"] or match["y2"], int(match["m1"]), int(match["d1"]), moment).first
    if start is None:
        return NOTHING
    later = start.year + (int(match["m2"]) < int(match["m1"]))
    stop = day_in(match["y2"] or str(later), int(match["m2"]), int(match["d2"]), moment).first
    return _span(start, stop)


def _week_of(match: Match, moment: Moment) -> Reading | None:
    day = number(match["d"] or match["ed"])
    if match["m"] or match["f"] or match["em"]:
        month = int(match["f"]) if match["f"] else month_number(match["m"] or match["em"])
        found = day_in(match["y"], month, day, moment).first if 1 <= month <= 12 else None
    else:
        guess = plausible_day_number(day, on=moment.on, towards=moment.towards, weekday=0)
        found = guess and guess[0]
    if not found:
        return NOTHING
    return _week(found)


def _week(day: date) -> Reading:
    monday = monday_of(day)
    return Reading(monday, monday + timedelta(days=6), takes_hours=False)


def _numbered_week(match: Match, moment: Moment) -> Reading | None:
    week = int(match["n"] or match["short"])
    if not 1 <= week <= 53 or (match["short"] and not _names_a_week(match)):
        return None
    return _week(_monday_of_week(week, match["y"], moment))


def _monday_of_week(week: int, year: str | None, moment: Moment) -> date:
    years = [full_year(year, moment.on)] if year else [moment.on.year, moment.on.year + 1]
    mondays = [date.fromisocalendar(year, min(week, 52), 1) + timedelta(weeks=week - min(week, 52)) for year in years]
    recent = moment.on - timedelta(days=62)
    return next((monday for monday in mondays if monday >= recent), mondays[0])


def _numbered_weeks(match: Match, moment: Moment) -> Reading | None:
    """« Semaines 40 à 42 », « S40-S41 »; of « semaines 40 et 42 » the whole too."""
    one, two = int(match["n"]), int(match["last"])
    if not 1 <= one < two <= 53:
        return None
    first = _monday_of_week(one, None, moment)
    return Reading(first, first + timedelta(days=7 * (two - one) + 6), takes_hours=False)


_NOT_A_WEEK = re.compile(
    r"\b(?:galaxy|samsung|telephones?|smartphones?|modele|serie|salles?|batiments?|bat|blocs?|lots?|lignes?|bus|rer|"
    r"taille|portes?|places?|casiers?|routes?|parcelles?|bureaux?|audi|volvo|iphone|cartouches?|vis|le|du|une?) {1,3}$"
)


def _names_a_week(match: Match) -> bool:
    """« Livraison S45 » is a week; « le S22 », « le bâtiment S12 » are things."""
    return not _NOT_A_WEEK.search(match.string, max(0, match.start() - 16), match.start())


def _week_said(match: Match, moment: Moment) -> Reading | None:
    said = match["said"] or ""
    back = said.startswith(("dern", "pass", "last"))
    ahead = said.startswith(("proch", "suiv", "qui", "d'", "next"))
    if match[0] in {"la semaine", "dans la semaine"}:
        return None
    return _week(moment.on + timedelta(weeks=ahead - back))


def _weekend(match: Match, moment: Moment) -> Reading | None:
    said = match["said"] or match["art"] or "the"
    if match["d"]:
        day = number(match["d"])
        if match["m"]:
            found = day_in(match["y"], month_number(match["m"]), day, moment).first
        else:
            guess = plausible_day_number(day, on=moment.on, towards=moment.towards, weekday=5)
            found = guess and guess[0]
        return NOTHING if not found else _two_days(found if found.weekday() >= 5 else next_weekday(5, found))
    if said in {"le", "the"}:
        return None
    saturday = monday_of(moment.on) + timedelta(days=5)
    if said.startswith(("dern", "pass", "last")):
        return _two_days(saturday - timedelta(weeks=1))
    return _two_days(saturday, ambiguous=said.startswith(("proch", "next", "suiv")))


def _two_days(saturday: date, *, ambiguous: bool = False) -> Reading:
    if saturday.weekday() == 6:
        saturday -= timedelta(days=1)
    return Reading(saturday, saturday + timedelta(days=1), ambiguous=ambiguous, takes_hours=False)
