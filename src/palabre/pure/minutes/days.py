"""Dates of a sentence, relative to the day of the meeting when it is known, else without a value."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from palabre.pure.dates import FoundDate, find_dates
from palabre.pure.minutes.text.folded_lines import fold

# Both near the time when minutes are written, so that « 24 » is 2024 for both.
SOME_DAY, ANOTHER_DAY = date(2017, 2, 14), date(2025, 7, 10)
HINT = re.compile(
    r"\d|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|day\b|janv|fevr|mars|avril|mai\b|juin|"
    r"juil|aout|sept|octo|nov|dec|"
    r"demain|semaine|mois|rentree|ete\b|printemps|hiver|automne|noel|vacances|hier|week|month|"
    r"tomorrow|tonight|soir|jan|feb|mar|apr|"
    r"may|jun|jul|aug|annee|trimestre|quinzaine|prochain|year|tous les|toutes les|premier|dernier|first|last"
)
TIME_AFTER = re.compile(
    r"^[\s,(]*(?:(?:à|a|de|at|from|vers|dès|@|-|–)\s*)?(?:(\d{1,2})\s?(?:h|:|"
    r"heures?)\s?([0-5]\d)?(?![\d/])|(\d{1,2})(?:[:.]([0-5]\d))?\s?([ap])\.?m\b)",
    re.IGNORECASE,
)
HOUR_AFTER_NAME = re.compile(r"(?<=[a-zé.]),?\s+\d{1,2}:\d{2}\b")
FUZZY = re.compile(
    r"^(?:(?:la |dans la |the )?(?:semaine|week)|mi|debut|fin|courant|en|vers|vers la|mid|early|late|in|"
    r"around)\b"
)
YEAR = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2}\b")
LONGEST = 1200


@dataclass(frozen=True, slots=True)
class Days:
    """Finds dates. `on`: the reference day of relative words; without it, only full dates have a value."""

    on: date | None
    locale: str

    def find(self, text: str) -> list[FoundDate]:
        """Return the days and recurrences of the text, in order; `value` is None where the day is not known."""
        return list(_found(text[:LONGEST], self.on, self.locale))

    def days(self, text: str) -> list[FoundDate]:
        """Return only days and instants, ranges by their first day."""
        return [found for found in self.find(text) if found.kind in ("date", "datetime", "range")]


@lru_cache(maxsize=8192)
def _found(text: str, on: date | None, locale: str) -> tuple[FoundDate, ...]:
    """Cached, because several recognisers read the same sentence."""
    if not HINT.search(fold(text)):
        return ()
    # « 24 Sep, 10:00 »: an hour after a name is hidden, so that it is not read as a year; `_timed` reads it
    told = HOUR_AFTER_NAME.sub(lambda match: " " * len(match[0]), text)
    if on is not None:
        return tuple(_timed(found, text) for found in find_dates(told, on=on, locale=locale))
    others = {(one.start, one.value) for one in find_dates(told, on=ANOTHER_DAY, locale=locale)}
    found = find_dates(told, on=SOME_DAY, locale=locale)
    return tuple(_timed(one if (one.start, one.value) in others else replace(one, value=None), text) for one in found)


def is_vague(found: FoundDate) -> bool:
    """Return whether the words name no day: « mi-mars », « en janvier »."""
    if FUZZY.match(fold(found.text)) and not re.search(r"\d{1,2} ?h|\d/\d", found.text):
        return not re.match(r"(?i)(?:en|in) (?:soirée|fin)", found.text)
    return found.kind == "range" and "T" not in str(found.value) and str(found.value)[:7] != str(found.until)[:7]


def bears_year(found: FoundDate) -> bool:
    return YEAR.search(found.text) is not None


def found_day(found: FoundDate) -> date | None:
    return date.fromisoformat(found.value[:10]) if found.value else None


def _timed(found: FoundDate, text: str) -> FoundDate:
    """Add the hour that follows a day: « mardi 16 janvier, 14h »."""
    if found.kind != "date" or found.value is None or len(found.value) != 10:
        return found
    match = TIME_AFTER.match(text[found.end : found.end + 24])
    if match is None:
        return found
    hour, minute = int(match[1] or match[3]), int(match[2] or match[4] or 0)
    if match[5]:
        hour = hour % 12 + (12 if match[5].lower() == "p" else 0)
    return replace(found, kind="datetime", value=f"{found.value}T{hour:02}:{minute:02}") if hour < 24 else found
