"""Days in a few words, besides those that `pure.dates` reads: rows of weekdays, figures, numbers that go on a list.

The text is folded, and its hours are blanked by the caller, so that they part no day from its month.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from palabre.pure.dates import FoundDate, find_dates
from palabre.pure.dates.calendar_facts import add_months, calendar_day, monday_of, month_end, next_weekday
from palabre.pure.dates.lexicon import MONTH, SHORT_WEEKDAY, YEAR, month_number, weekday_number

BLANK = "|"
LONGEST_DAYS = 14  # of a range of days, « du 1er au 3 décembre »: each of its days is offered
WEEKDAYS = rf"(?:{SHORT_WEEKDAY}s?)(?![a-z])"
AND = r"(?:\s?,\s?(?:et |ou )?|\s(?:et|ou|and|or|puis)\s|\s?/\s?)(?:les? |du )?"

SEVERAL = rf"(?P<weekdays>{WEEKDAYS}(?:{AND}{WEEKDAYS}){{0,20}})(?!\s\d)"
# Hours that were said between the weekdays and their month.
HOURS = rf"[\s{BLANK},]{{1,80}}(?:(?:a|de|at|from)[\s{BLANK}]{{1,80}}){{0,3}}"
EVERY_OF = re.compile(
    rf"\b(?:tous les|chaque|les|every|all)\s{SEVERAL}{HOURS}(?<![a-z])(?:de|d'|du mois de|du mois d'|en|in|of)\s?"
    rf"(?P<m>{MONTH})(?:\s(?P<y>{YEAR}))?",
    re.ASCII,
)
EVERY = re.compile(rf"\b(?:tous les|chaque|les|every|all)\s{SEVERAL}", re.ASCII)
BETWEEN = re.compile(rf"(?:\bdu\s)?\b(?P<first>{WEEKDAYS})\s?(?:au|a|-|to)\s?(?P<last>{WEEKDAYS})(?!\s\d)", re.ASCII)
FIGURES = re.compile(r"(?<![\d/.])(?P<d>[0-3]?\d)/(?P<m>[01]?\d)(?:/\d{4}|/\d\d)?(?![\d/])", re.ASCII)
ENDS = rf"(?=\s*(?:$|[,;.)!?{BLANK}]|\s(?:et|ou|and|or|puis|a|de|vers)\b))"
GOES_ON = re.compile(rf"{AND}(?:le )?(?P<d>[12]\d|3[01]|0?[1-9])(?!\d|\s?[h:/]|\s?{MONTH}){ENDS}")
ONE_WEEKDAY = re.compile(rf"(?:le )?(?P<weekday>{WEEKDAYS})")
PLURAL = re.compile(rf"\b({SHORT_WEEKDAY})s(?=\s\d)")
TODAY = re.compile(r"\b(?:ce|cet|this)\s(?=\|)")
LIMIT = re.compile(
    r"avant|d'ici|jusqu|au plus tard|a partir|a compter|des |depuis|before|until|by |since|mi[- ]|fin|debut|early|late"
)
NO_DAY = re.compile(r"\b(?:avant|apres|after|partir|compter|depuis|semaine d[ue])\s(?:d[eu] )?(?:les? |the )?$")
BUT = re.compile(r"\b(?:sauf|pas|hors|excepte|except|not)\s(?:d[eu] )?(?:les? |the )?$")


@dataclass(frozen=True, slots=True)
class SaidDays:
    """Some days, at text[start:end]. None: the words are no day that can be offered.

    `is_left_out`: « sauf le 22 »; `weekday`, of a bare « mardi »; `is_week`, of « la semaine prochaine »; `in_week`,
    of « mardi de la semaine prochaine ».
    """

    start: int
    end: int
    days: tuple[datetime.date, ...] = ()
    is_unsure: bool = False
    weekday: int | None = None
    is_week: bool = False
    in_week: bool = False
    is_left_out: bool = False


def said_days(text: str, *, today: datetime.date, locale: str) -> list[SaidDays]:
    """Return the days of a folded text, in order, without overlap."""
    text = PLURAL.sub(lambda match: match[1] + " ", text)
    found: list[SaidDays] = []
    for read in (every, between, figures):
        for one in read(text, today, locale):
            found.append(one)
            text = text[: one.start] + BLANK * (one.end - one.start) + text[one.end :]
    found += [SaidDays(match.start(), match.end(), (today,)) for match in TODAY.finditer(text)]
    found += [of_found(one, text) for one in find_dates(text, on=today, locale=locale)]
    found.sort(key=lambda one: one.start)
    return with_numbers(found, text)


def every(text: str, today: datetime.date, locale: str) -> Iterator[SaidDays]:
    """« Tous les mardis de décembre », « chaque jeudi du 3 au 17 décembre »: each of these days.

    Without an end, « tous les mardis » is no day that can be offered.
    """
    for match in EVERY_OF.finditer(text):
        yield SaidDays(*match.span(), on_weekdays(match, *month_of(match, today), today))
    for match in EVERY.finditer(EVERY_OF.sub(lambda match: BLANK * len(match[0]), text)):
        bounds = bounds_after(text, match.end(), today, locale)
        if bounds is not None:
            yield SaidDays(match.start(), bounds[2], on_weekdays(match, bounds[0], bounds[1], today))
        elif not match[0].startswith("les"):
            yield SaidDays(*match.span())


def on_weekdays(
    match: re.Match[str], first: datetime.date, last: datetime.date, today: datetime.date
) -> tuple[datetime.date, ...]:
    """Return the days of these weekdays from today on, between two days."""
    weekdays = {weekday_number(word[0].rstrip(".")) for word in re.finditer(WEEKDAYS, match["weekdays"])}
    return tuple(day for day in each_day(max(first, today), last) if day.weekday() in weekdays)


def month_of(match: re.Match[str], today: datetime.date) -> tuple[datetime.date, datetime.date]:
    """Return the first and last day of the month: this one, or the next of that name."""
    year = int(match["y"]) if match["y"] else today.year
    first = datetime.date(year, month_number(match["m"]), 1)
    if not match["y"] and month_end(first) < today:
        first = add_months(first, 12)
    return first, month_end(first)


def bounds_after(
    text: str, start: int, today: datetime.date, locale: str
) -> tuple[datetime.date, datetime.date, int] | None:
    """Return « du 3 au 17 décembre », or « jusqu’au 17 décembre », just after `start`, and where it ends."""
    found = find_dates(text[start:], on=today, locale=locale)
    if not found or found[0].start > 1 or not found[0].value:
        return None
    one = found[0]
    first = datetime.date.fromisoformat(str(one.value)[:10])
    if one.kind == "range" and one.until:
        return first, datetime.date.fromisoformat(one.until[:10]), start + one.end
    return (today, first, start + one.end) if one.text.startswith(("jusqu", "d'ici", "until")) else None


def between(text: str, today: datetime.date, _locale: str) -> Iterator[SaidDays]:
    """« Lundi au mercredi »: each day from the next such Monday."""
    for match in BETWEEN.finditer(text):
        first = next_weekday(weekday_number(match["first"].rstrip(".")), today)
        last = next_weekday(weekday_number(match["last"].rstrip(".")), first)
        yield SaidDays(match.start(), match.end(), tuple(each_day(first, last)))


def figures(text: str, today: datetime.date, locale: str) -> Iterator[SaidDays]:
    """« 8/12 », which is a day here, and might be a fraction in minutes."""
    for match in FIGURES.finditer(text):
        if re.search(rf"(?:{SHORT_WEEKDAY}|\b(?:le|du|au|les|the)) $", text[: match.start()]):
            continue
        for one in find_dates(f"le {match[0]}", on=today, locale=locale):
            yield replace(of_found(one, ""), start=match.start(), end=match.end())


def of_found(one: FoundDate, text: str) -> SaidDays:
    words, but = one.text, BUT.search(text[: one.start])
    place = SaidDays(but.start() if but else one.start, one.end, is_left_out=bool(but))
    if not one.value or one.kind == "recurrence" or LIMIT.match(words) or NO_DAY.search(text[: one.start]):
        return place
    first = datetime.date.fromisoformat(one.value[:10])
    last = datetime.date.fromisoformat(one.until[:10]) if one.until else first
    days = tuple(each_day(first, last))
    if len(days) > LONGEST_DAYS:
        return place
    bare = ONE_WEEKDAY.fullmatch(words)
    return replace(
        place,
        days=days,
        is_unsure=one.ambiguous,
        weekday=first.weekday() if bare else None,
        is_week=len(days) == 7 and "week" in words.replace("semaine", "week"),
        in_week=len(days) == 1 and bool(re.search(r"\b(?:semaine|week)\b", words)),
    )


def with_numbers(found: list[SaidDays], text: str) -> list[SaidDays]:
    """Add the numbers that go on a list of days: « le 8 décembre ou le 15 »."""
    rest = list(found)
    for one in rest:
        match = GOES_ON.match(text, one.end)
        if not match or not one.days or one.weekday is not None:
            continue
        if any(other.start < match.end() and other.end > match.start() for other in found if other is not one):
            continue
        day = next_number(one.days[-1], int(match["d"]))
        if day is not None:
            place = match.start("d"), match.end("d")
            rest.append(SaidDays(*place, (day,), one.is_unsure, is_left_out=one.is_left_out))
    return sorted(rest, key=lambda one: one.start)


def next_number(after: datetime.date, number: int) -> datetime.date | None:
    """Return the next day of this number: of the same month, or of the following one."""
    first = after.replace(day=1)
    month = first if number > after.day else add_months(first, 1)
    return calendar_day(month.year, month.month, number)


def each_day(first: datetime.date, last: datetime.date) -> Iterator[datetime.date]:
    for number in range(min((last - first).days + 1, 400)):
        yield first + datetime.timedelta(days=number)


def in_the_week_of(days: list[SaidDays]) -> list[SaidDays]:
    """Return joined days, with bare weekdays placed in the week that is said beside them."""
    weeks = [one for one in days if one.is_week or one.in_week]
    if len(weeks) != 1 or not any(one.weekday is not None for one in days):
        return days
    monday = monday_of(weeks[0].days[0])
    placed = [
        one if one.weekday is None else replace(one, days=(monday + datetime.timedelta(days=one.weekday),))
        for one in days
    ]
    return [one for one in placed if not one.is_week]
