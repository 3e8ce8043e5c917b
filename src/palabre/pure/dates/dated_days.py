"""Days that are written out: « mardi 6 octobre 2020 », « jeudi 15 », « pour le 26 », and in figures."""

import re
from collections.abc import Iterable
from datetime import date

from palabre.pure.dates.calendar_facts import add_months, calendar_day, plausible_day, plausible_day_number
from palabre.pure.dates.lexicon import (
    DAY,
    ENGLISH_MONTHS,
    FULL_WEEKDAYS,
    MONTH,
    NUMBER_WORDS,
    SHORT_WEEKDAY,
    SHORT_WEEKDAYS,
    YEAR,
    month_number,
    number,
    weekday_number,
)
from palabre.pure.dates.rules import NOTHING, Match, Moment, Reading, Rule, rule

WEEKDAY_OPENINGS = frozenset({*FULL_WEEKDAYS, *SHORT_WEEKDAYS})
ARTICLES = frozenset({"le", "ce", "the"})
_SHORT_YEAR = r"\d\d(?= ?(?:$|[,;.)\n|]|:(?!\d)))"
_SAID = r"(?P<said>prochain|suivant|dernier|passe|next|last)"
WEEKDAY_BEFORE = rf"(?:(?:le |ce |the )?(?:(?P<wd>{SHORT_WEEKDAY}) ?,? ?(?:le |the )?)?)"


def rules() -> Iterable[Rule]:
    """From the most explicit to the barest."""
    day = rf"{WEEKDAY_BEFORE}(?P<d>{DAY})"
    openings = WEEKDAY_OPENINGS | ARTICLES | {"0", *NUMBER_WORDS, "premier"}
    year = rf"(?: ?,? ?(?P<y>{YEAR}|{_SHORT_YEAR}))?"
    yield rule(openings, rf"{day}(?: of)?(?: |-)?(?P<m>{MONTH})(?:-(?=\d))?{year}(?: {_SAID})?", _day_and_month)
    american = rf"{WEEKDAY_BEFORE}(?P<m>{MONTH}) (?:the )?(?P<d>{DAY})(?! ?(?:h|:\d|%)){year}"
    yield rule(WEEKDAY_OPENINGS | ENGLISH_MONTHS, american, _american)
    yield rule(WEEKDAY_OPENINGS | ARTICLES, rf"{day}(?: {_SAID})?", _weekday_and_number)
    yield rule({"le", "the"}, rf"(?:le|the) (?P<d>{DAY})", _bare_day)
    yield rule({"le"}, rf"le (?P<d>{DAY}) (?:du|de ce) mois(?P<next> prochain)?", _day_of_this_month)
    yield rule(
        {"0"}, rf"(?P<y>{YEAR})(?P<s>[-/.])(?P<m>\d\d)(?P=s)(?P<d>\d\d)", _figures, end="(?![a-su-z0-9]|[-/]\\d)"
    )
    yield rule({"0"}, r"(?P<d>\d?\d)(?P<s> ?[-/.] ?)(?P<m>\d?\d)(?P=s)(?P<y>\d{4}|\d\d)", _figures)
    yield rule(
        WEEKDAY_OPENINGS | ARTICLES | {"0"},
        rf"{WEEKDAY_BEFORE}(?P<d>\d?\d)/(?P<m>\d?\d)(?:/(?P<y>\d{{4}}|\d\d))?",
        _figures,
    )


def day_in(year: str | None, month: int, day: int, moment: Moment, weekday: str | None = None) -> Reading:
    """A day, of the year said or of the plausible one; NOTHING where there is no such day."""
    wanted = None if weekday is None else weekday_number(weekday)
    if year:
        found = calendar_day(full_year(year, moment.on), month, day)
        return NOTHING if found is None else Reading(found, ambiguous=wanted not in (None, found.weekday()))
    guess = plausible_day(month, day, on=moment.on, towards=moment.towards, weekday=wanted)
    return NOTHING if guess is None else Reading(guess[0], ambiguous=guess[1])


def full_year(year: str, on: date) -> int:
    """2024 for « 24 », 1998 for « 98 »: at most twenty years ahead."""
    if len(year) == 4:
        return int(year)
    century = on.year - on.year % 100
    return century + int(year) if int(year) <= on.year % 100 + 20 else century - 100 + int(year)


_STREET = re.compile(
    r"\b(?:rue|avenue|place|boulevard|bd|square|quai|esplanade|salle|station|metro|arret|scolaire|college|lycee|pont|stade|"
    r"gymnase|cite|allee|impasse|residence|espace) (?:du )? {0,3}$"
)
_LABEL = re.compile(
    r"(?:\bn°|\b(?:no|nos|numeros?|lots?|cp|code postal|ref|references?|versions?|v|art|articles?|batiments?|bat|pages?"
    r"|pp?|chapitres?|bp|portes?|parcelles?|scores?|notes?|ratio|echelle|format|ubuntu|salles?|chambre|isbn|victoire"
    r"|boutons?|carte|taille|fractions?|tables?|lignes?|codes?)\b) {0,3}[.:]? {0,3}$"
)
_FRACTION_OF = re.compile(r" {1,3}(?:des|du|d'|de {1,3}[a-z]|temps\b)")


def _day_and_month(match: Match, moment: Moment) -> Reading | None:
    month = match["m"]
    if match["d"] in {"premier", "second"} and not match[0].startswith(("le", "ce")):
        return None
    if _STREET.search(match.string, max(0, match.start() - 24), match.start()):
        return NOTHING
    year = match["y"]
    if match["said"] and not year:
        past = match["said"] in {"dernier", "passe", "last"}
        moment = Moment(moment.on, towards="past" if past else "future")
    return day_in(year, month_number(month), number(match["d"]), moment, match["wd"])


def _american(match: Match, moment: Moment) -> Reading | None:
    if not match["d"][0].isdigit():
        return None
    if match["m"].rstrip(".") in {"mar", "may", "march"} and not match["y"] and not match["wd"]:
        following = match.string[match.end() : match.end() + 2]
        if re.match(" [a-z]", following) and match["d"].isdigit():
            return None
    return day_in(match["y"], month_number(match["m"]), number(match["d"]), moment, match["wd"])


_COUNTED = re.compile(
    r" {1,3}(?!(?:nous|vous|ils|elles|dans|chez|apres|sous|puis|pas|plus|mais|sans|vers|des)\b)[a-z'-]*[sx]\b"
)
_UNIT = re.compile(r" ?(?:%|h\b|h\d|heures?\b|:\d|€|euros?|km|m2|min\b|x\b|/)")


def _weekday_and_number(match: Match, moment: Moment) -> Reading | None:
    if match["wd"] is None or not match["d"]:
        return None
    if _UNIT.match(match.string, match.end("d")) or _COUNTED.match(match.string, match.end("d")):
        return None
    guess = plausible_day_number(
        number(match["d"]), on=moment.on, towards=moment.towards, weekday=weekday_number(match["wd"])
    )
    short = match["wd"].rstrip(".") in SHORT_WEEKDAYS
    if guess is None or (short and (guess[1] or match["wd"] in {"mon", "sun", "sat"})):
        return None
    return Reading(guess[0], ambiguous=guess[1])


_CLAUSE_ENDS = re.compile(
    r" ?(?:$|[,;.!?()\n:|]|- )| {1,3}(?:a|et|ou|pour|avec|chez|en|si|puis|au|matin|midi|soir|apres-midi|prochain|"
    r"dernier|at|and|or)\b"
)
_HOUR_AFTER = re.compile(r" {1,3}(?:a|at) {1,3}\d")
_NOT_A_DAY = re.compile(
    r"(?<![a-z])(?:dans|sur|par|que|contre|est|prendre|prend|prenons|n°|numero|bus|ligne|bis|avec|entre|fois|in|on|of|"
    r"habit\w+|departement) {1,3}$"
)


def _bare_day(match: Match, moment: Moment) -> Reading | None:
    if not _CLAUSE_ENDS.match(match.string, match.end()) or not match["d"][0].isdigit():
        return None
    before = match.string[max(0, match.start() - 25) : match.start()]
    ordinal = not match["d"].isdigit()
    on_the = ordinal and match[0].startswith("the") and re.search(r"\bon {1,3}$", before)
    if not on_the and (_NOT_A_DAY.search(before) or (ordinal and not moment.towards)):
        return None
    towards = moment.towards or ("future" if _HOUR_AFTER.match(match.string, match.end()) else "")
    guess = plausible_day_number(number(match["d"]), on=moment.on, towards=towards)
    return None if guess is None else Reading(guess[0], ambiguous=guess[1])


def _day_of_this_month(match: Match, moment: Moment) -> Reading | None:
    month = add_months(moment.on.replace(day=1), 1 if match["next"] else 0)
    found = calendar_day(month.year, month.month, number(match["d"]))
    return NOTHING if found is None else Reading(found)


def _figures(match: Match, moment: Moment) -> Reading | None:
    groups = match.groupdict()
    day, month, year = int(match["d"]), int(match["m"]), match["y"]
    weekday, mark = groups.get("wd"), (groups.get("s") or "/").strip()
    opened = weekday is not None or match[0].startswith(("le", "ce")) or _announced(match)
    if year is None and not opened and not _looks_padded(match):
        return None
    if not weekday and _LABEL.search(match.string, max(0, match.start() - 16), match.start()):
        return NOTHING
    if year is None and weekday is None and _FRACTION_OF.match(match.string, match.end()):
        return NOTHING
    if mark != "/" and len(year or "") == 2 and not opened:
        return NOTHING
    if len(year or "") == 4 and not 1900 <= int(year) < 2200:
        return NOTHING
    unsure = moment.month_first and year is not None and day != month and groups.get("s") not in {"-", "."}
    if moment.month_first and month > 12 >= day:
        day, month, unsure = month, day, False
    found = day_in(year, month, day, moment, weekday) if 1 <= month <= 12 else NOTHING
    return Reading(found.first, ambiguous=found.ambiguous or (unsure and day <= 12)) if found.first else NOTHING


_DOZEN = 12


def _announced(match: Match) -> bool:
    return bool(
        re.search(r"(?:\bdu|\bau|\ble|\bdates? ?:) {1,3}$", match.string[max(0, match.start() - 9) : match.start()])
    )


def _looks_padded(match: Match) -> bool:
    """« 09/10 », « 14/10 »: no fraction nor note is written so, since it is below one."""
    day, month = match["d"], match["m"]
    return len(day) == len(month) == 2 and (day[0] == "0" or month[0] == "0" or int(day) > _DOZEN >= int(month))
