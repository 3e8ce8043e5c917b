"""Rhythms: « tous les 15 jours » is every 14 days, « un mardi sur deux », « le premier jeudi du mois ».

The rule is written as in RFC 5545, without prefix. Its first occurrence comes strictly after the day itself; a
rhythm that names no day counts from it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from palabre.pure.dates.around_today import shifted
from palabre.pure.dates.calendar_facts import DAYS, add_months, calendar_day, next_weekday, next_yearly, nth_weekday
from palabre.pure.dates.lexicon import (
    COUNT,
    DAY,
    FULL_MONTH,
    FULL_WEEKDAYS,
    NUMBER_WORDS,
    ORDINALS,
    WEEKDAY,
    any_of,
    month_number,
    number,
    weekday_number,
)
from palabre.pure.dates.rules import VAGUE, Match, Moment, Reading, Rule, rule

_UNIT = (
    r"(?P<unit>jours?|semaines?|quinzaines?|mois|bimestres?|trimestres?|semestres?|ans?|annees?|days?|weeks?|"
    r"fortnights?|months?|quarters?|years?|matins?|soirs?|mornings?|evenings?)"
)
_EVERY = r"(?:une fois )?(?:tous les|toutes les|chaque|every|each|once every)"
_ONCE = r"(?:une fois (?:par|tous les|toutes les)|once an?|once per)"
_AND = r"(?: ?, ?| et | and | & )"
_WORKDAYS = r"jours? (?:ouvres?|ouvrables?|de (?:la )?semaine)|weekdays?"
_SUCH_DAY = rf"(?:{WEEKDAY}s?|week(?:-| )?ends?|{_WORKDAYS})"
_WEEKDAYS = rf"(?P<wds>{_SUCH_DAY}(?:{_AND}(?:(?:les|tous les|chaque|every) )?{_SUCH_DAY})*)"
_NO_DAY_AFTER = r"(?! (?:3[01]|[12]?\d)(?! ?(?:h|:|\d)))"
_NO_DAY_AFTER += rf"(?! (?:de la |de l'|du |des |d'|de )(?!{FULL_MONTH})[a-z])"
_PLURAL_WEEKDAYS = rf"(?P<wds>{WEEKDAY}s(?:{_AND}(?:les )?{WEEKDAY}s)*){_NO_DAY_AFTER}"
_TWO_WEEKDAYS = rf"(?P<wds>{WEEKDAY}s(?:{_AND}(?:les )?{WEEKDAY}s)+){_NO_DAY_AFTER}"
_ENGLISH_PLURALS = ("mondays", "tuesdays", "wednesdays", "thursdays", "fridays", "saturdays", "sundays")
_PLURALS = {f"{day}s" for day in FULL_WEEKDAYS}
_EACH_MONTH = r"(?:de chaque mois|chaque mois|of every month|of each month|every month|par mois)"
_EVERY_SUCH = r"(?:(?:tous les|chaque|le|les|the|every|each|on the) )?"
# A fifth Thursday is no day of every month, and few who speak of one mean it: only a rhythm has it.
_NTH_OF = ORDINALS | dict.fromkeys(("cinquieme", "cinquiemes", "5e", "5es", "5eme", "5emes", "fifth", "5th"), 5)
_NTH = f"(?:{any_of(_NTH_OF)})"
_NTHS = rf"(?P<nths>{_NTH}(?:(?: ?, ?| et | and | ou )(?:le |les )?{_NTH}){{0,4}})"
_COUNT = rf"(?P<n>{COUNT}|other|second)"
_NO_COUNT = "(?P<n>(?!))?"
_OPENINGS = {"une", "tous", "toutes", "chaque", "every", "each", "once"}
_MEETINGS = (
    "reunion rencontre rendez-vous rdv point seance atelier comite visio rythme frequence bureau cercle cafe assemblee "
    "ag bilan soiree permanence lettre conseil newsletter infolettre"
)
_MEETING = rf"(?:{any_of(_MEETINGS.split())})s?"
_TIMES = (
    rf"(?:(?P<times>{COUNT}) ?(?:fois|x|times?|{_MEETING})|(?P<twice>twice)) ?"
    r"(?:par|/|dans|per|a|every)? ?(?:l'|an? )?"
)
_ADJECTIVES = {
    "hebdomadaire": ("WEEKLY", 1), "bimensuel": ("WEEKLY", 2), "bimensuelle": ("WEEKLY", 2), "mensuel": ("MONTHLY", 1),
    "mensuelle": ("MONTHLY", 1), "bimestriel": ("MONTHLY", 2), "bimestrielle": ("MONTHLY", 2),
    "trimestriel": ("MONTHLY", 3), "trimestrielle": ("MONTHLY", 3), "semestriel": ("MONTHLY", 6),
    "semestrielle": ("MONTHLY", 6), "annuel": ("YEARLY", 1), "annuelle": ("YEARLY", 1), "weekly": ("WEEKLY", 1),
    "fortnightly": ("WEEKLY", 2), "biweekly": ("WEEKLY", 2), "bi-weekly": ("WEEKLY", 2), "daily": ("DAILY", 1),
    "quotidien": ("DAILY", 1), "quotidienne": ("DAILY", 1),
    "monthly": ("MONTHLY", 1), "quarterly": ("MONTHLY", 3), "yearly": ("YEARLY", 1),
}  # fmt: skip
_STEPS = {"DAILY": "jour", "WEEKLY": "semaine", "MONTHLY": "mois", "YEARLY": "an"}
_PLACES = {"tous", "chaque", "le", "les", "the", "every", "each", "on", "0"}


def rules() -> Iterable[Rule]:
    """Rhythms by unit, by weekday, by place in the month."""
    yield rule(_OPENINGS, rf"{_EVERY}(?: {_COUNT})? {_UNIT}", _every_unit)
    yield rule("un une 0", rf"(?:une?|1) {_UNIT} sur {_COUNT}", _every_unit)
    yield rule("une once", rf"{_ONCE} {_UNIT}{_NO_COUNT}", _every_unit)
    once = rf"(?:une?|1) (?:fois|{_MEETING}) (?:par|tous les|toutes les) {_UNIT}{_NO_COUNT}"
    yield rule("un une 0", once, _every_unit)
    yield rule({"0", "twice", *NUMBER_WORDS}, rf"{_TIMES}{_UNIT}", _times_per_unit)
    yield rule("un une 0", rf"(?:une?|1) (?:{WEEKDAY}) (?:par|chaque) {_UNIT}{_NO_COUNT}", _every_unit)
    yearly = rf"(?:tous les ans|chaque annee|every year),? (?:en|in|au mois de|au mois d'|(?:le |on )?(?P<d>{DAY})) ?"
    yield rule("tous chaque every", rf"{yearly}(?P<m>{FULL_MONTH})", _every_year)
    adjective = rf"(?P<adjective>{any_of(_ADJECTIVES)})s?"
    meetings = {word.split("-")[0] for word in _MEETINGS.split()}
    yield rule(meetings | {f"{word}s" for word in meetings}, rf"{_MEETING} {adjective}", _adjective)
    meets = r"(?: (?:meeting|call|session|workshop|catch-up)s?)"
    yield rule("weekly monthly quarterly yearly biweekly bi daily", rf"{adjective}{meets}", _adjective)
    yield rule("fortnightly", r"(?P<adjective>fortnightly)", _adjective)
    yield rule(_OPENINGS, rf"{_EVERY}(?: {_COUNT})? {_WEEKDAYS}", _every_weekday)
    yield rule("un une 0", rf"(?:une?|1) (?P<wds>{WEEKDAY}|week(?:-| )?end) sur {_COUNT}", _every_weekday)
    yield rule(_PLURALS, rf"{_NO_COUNT}{_TWO_WEEKDAYS}", _every_weekday)
    yield rule(_ENGLISH_PLURALS, rf"{_NO_COUNT}{_PLURAL_WEEKDAYS}", _every_weekday)
    yield rule("les on", rf"(?:les|on) {_NO_COUNT}{_PLURAL_WEEKDAYS}", _every_weekday)
    yield rule("du de from", rf"(?:du|de|from) (?P<one>{WEEKDAY}) (?:au|a|to) (?P<two>{WEEKDAY})", _from_day_to_day)
    of_month = rf"(?:{_EACH_MONTH}|du mois|des mois|of the month|in the month)"
    yield rule(_PLACES | {*_NTH_OF}, rf"{_EVERY_SUCH}{_NTHS} (?P<wd>{WEEKDAY})s? {of_month}", _place_in_month)
    french_nths = rf"(?:tous les|chaque) (?P<nths>{_NTH}) (?P<wd>{WEEKDAY})s?"
    yield rule("tous chaque", french_nths, _place_in_month)
    yield rule("every each", rf"(?:every|each) (?P<nths>first|last|1st) (?P<wd>{WEEKDAY})", _place_in_month)
    monthly = rf"(?:chaque mois|tous les mois|every month|each month|{_MEETING} mensuel(?:le)?s?)"
    each_month = rf"{monthly} ?[,:]? (?:le |les |on the )?{_NTHS} (?P<wd>{WEEKDAY})s?"
    yield rule({"chaque", "tous", "every", "each", *meetings}, each_month, _place_in_month)
    yield rule(_PLACES, rf"{_EVERY_SUCH}(?P<d>{DAY}) (?:{_EACH_MONTH}|(?P<each>du mois))", _day_of_month)


def _written(freq: str, interval: int = 1, *parts: str) -> str:
    return ";".join([f"FREQ={freq}", *([f"INTERVAL={interval}"] if interval > 1 else []), *parts])


_NOT_A_RHYTHM = re.compile(r"(?: de|(?:deux|trois|quatre|[2-9]) fois) {1,3}$")
_EACH_OF_THEM = re.compile(
    r" {1,3}(?:compte(?!-| rendu)|counts|matters|suffit|un peu|davantage|de (?:plus|trop)|life|que|qui)\b"
)
_DAYS = ("jour", "day", "mat", "soir", "mor", "eve")


def _every_unit(match: Match, moment: Moment) -> Reading | None:
    count, unit = number(match["n"]) if match["n"] else 1, match["unit"]
    if match[0].startswith(("chaque", "every", "each")) and _EACH_OF_THEM.match(match.string, match.end()):
        return None
    unit = "jour" if unit.startswith(_DAYS) else unit
    if count == 0 or count > 99 or _NOT_A_RHYTHM.search(match.string, max(0, match.start() - 16), match.start()):
        return None
    first = shifted(moment.on, count, unit)
    months = {"bim": 2, "tri": 3, "qua": 3, "sem": 6}.get(unit[:3], 1)
    if unit == "jour":
        weeks, days = divmod((first - moment.on).days, 7)
        whole = weeks and not days
        return Reading(first, rrule=_written("WEEKLY", weeks) if whole else _written("DAILY", count))
    if unit.startswith(("semaine", "week", "quinzaine", "fortnight")):
        weeks = count * (2 if unit.startswith(("quinz", "fort")) else 1)
        return Reading(moment.on + timedelta(weeks=weeks), rrule=_written("WEEKLY", weeks))
    if unit.startswith(("an", "year")):
        return Reading(add_months(moment.on, 12 * count), rrule=_written("YEARLY", count))
    return Reading(add_months(moment.on, months * count), rrule=_written("MONTHLY", months * count))


_TOLD = re.compile(
    r"(?:\b(?:a|ai|as|avons|avez|ont|avait|avaient)|s'(?:est|etait)|se sont) {1,3}(?!lieu)[a-z]+[eius] {1,3}$"
)
_PARTS = {"semaine": ("WEEKLY", 1), "quinzaine": ("WEEKLY", 2), "mois": ("WEEKLY", 4), "trimestre": ("MONTHLY", 3)}
_PARTS |= {"bimestre": ("MONTHLY", 2), "semestre": ("MONTHLY", 6), "an": ("MONTHLY", 12), "annee": ("MONTHLY", 12)}
_PARTS |= {"week": ("WEEKLY", 1), "fortnight": ("WEEKLY", 2), "month": ("WEEKLY", 4), "quarter": ("MONTHLY", 3)}
_PARTS |= {"year": ("MONTHLY", 12)}


_OR_SO = re.compile(rf"(?<![a-z]){COUNT} {{0,3}}(?:a|ou|or|to|-) {{0,3}}$")


def _times_per_unit(match: Match, moment: Moment) -> Reading | None:
    """« Deux fois par mois » is every two weeks; « deux fois par semaine » is no regular step, hence vague."""
    if _OR_SO.search(match.string, max(0, match.start() - 16), match.start()):
        return VAGUE
    times, unit = 2 if match["twice"] else number(match["times"]), match["unit"]
    unit = unit if unit == "mois" else unit.removesuffix("s")
    if times == 0 or unit not in _PARTS or _TOLD.search(match.string, max(0, match.start() - 30), match.start()):
        return None
    if times == 1:
        freq, interval = {"mois": ("MONTHLY", 1), "month": ("MONTHLY", 1)}.get(unit, _PARTS[unit])
        freq, interval = ("YEARLY", 1) if interval == 12 else (freq, interval)
    else:
        freq, interval = _PARTS[unit][0], _PARTS[unit][1] // times
        if _PARTS[unit][1] % times:
            return VAGUE
    return Reading(shifted(moment.on, interval, _STEPS[freq]), rrule=_written(freq, interval))


def _every_year(match: Match, moment: Moment) -> Reading | None:
    month = month_number(match["m"])
    first = next_yearly(month, number(match["d"] or "1"), moment.on + timedelta(days=1))
    if first is None:
        return None
    of_month = [f"BYMONTHDAY={first.day}"] if match["d"] else []
    return Reading(first, rrule=_written("YEARLY", 1, f"BYMONTH={month}", *of_month), takes_hours=bool(match["d"]))


def _adjective(match: Match, moment: Moment) -> Reading | None:
    freq, interval = _ADJECTIVES[match["adjective"]]
    return Reading(shifted(moment.on, interval, _STEPS[freq]), rrule=_written(freq, interval))


def _every_weekday(match: Match, moment: Moment) -> Reading | None:
    if match[0].startswith(("chaque", "every", "each")) and _EACH_OF_THEM.match(match.string, match.end()):
        return None
    weekdays = sorted(set(_weekdays_in(match["wds"])))
    interval = number(match["n"]) if match["n"] else 1
    if not 0 < interval < 13:
        return None
    first = min(next_weekday(weekday, moment.on) for weekday in weekdays)
    return Reading(first, rrule=_written("WEEKLY", interval, _by_day(weekdays)))


def _weekdays_in(words: str) -> Iterator[int]:
    yield from (weekday_number(word) for word in re.findall(rf"{WEEKDAY}\b|{WEEKDAY}(?=s\b)", words))
    if re.search("week(?!day)", words):
        yield from (5, 6)
    if "jour" in words or "weekday" in words:
        yield from range(5)


def _by_day(weekdays: Iterable[int]) -> str:
    return "BYDAY=" + ",".join(DAYS[weekday] for weekday in weekdays)


def _from_day_to_day(match: Match, moment: Moment) -> Reading | None:
    one, two = weekday_number(match["one"]), weekday_number(match["two"])
    if one >= two:
        return None
    first = next_weekday(one, moment.on)
    if not match[0].startswith(("du", "from")):
        return Reading(first, first + timedelta(days=two - one))
    first = min(next_weekday(weekday, moment.on) for weekday in range(one, two + 1))
    return Reading(first, rrule=_written("WEEKLY", 1, _by_day(range(one, two + 1))))


def _place_in_month(match: Match, moment: Moment) -> Reading | None:
    weekday = weekday_number(match["wd"])
    nths = [_NTH_OF[word] for word in match["nths"].replace(",", " ").split() if word in _NTH_OF]
    by_day = "BYDAY=" + ",".join(f"{nth}{DAYS[weekday]}" for nth in nths)
    return replace(Reading(_first_place(weekday, nths, moment.on)), rrule=_written("MONTHLY", 1, by_day))


def _first_place(weekday: int, nths: list[int], on: date) -> date:
    months = [add_months(on.replace(day=1), shift) for shift in range(6)]
    days = [nth_weekday(month.year, month.month, weekday, nth) for month in months for nth in nths]
    return min(day for day in days if day and day > on)


def _day_of_month(match: Match, moment: Moment) -> Reading | None:
    plural = match[0].startswith(("tous", "chaque", "les"))
    if match["each"] and not plural:
        return None
    day = number(match["d"])
    months = [add_months(moment.on.replace(day=1), shift) for shift in range(4)]
    days = [found for month in months if (found := calendar_day(month.year, month.month, day)) and found > moment.on]
    return Reading(min(days), rrule=_written("MONTHLY", 1, f"BYMONTHDAY={day}"))
