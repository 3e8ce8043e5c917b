"""Checks of the values in a file that carries a forum: anybody may have written it. Each returns the value."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import Any

from palabre.forums.day.forum_preparation import ACCESS_LENGTH, NAME_LENGTH, THEME_LENGTH, VENUE_LENGTH
from palabre.forums.homecoming import carried_forum as kinds
from palabre.forums.models import ReportKind
from palabre.forums.outcome.reports import LONGEST as LONGEST_REPORT
from palabre.forums.wall.sheets import LAST, TOGETHER_LENGTH
from palabre.groups.models import WORDS_LENGTH, Energy
from palabre.groups.questions.question_access import LONGEST as LONGEST_QUESTION
from palabre.groups.typed_values import LONGEST_LINE
from palabre.live.join_codes import LENGTH, LETTERS
from palabre.people.models import NAME_LENGTH as PERSON_LENGTH
from palabre.pure.addressbook import is_address
from palabre.questions.models import DOTS_LENGTH

UID = re.compile(r"[0-9a-f]{32}")
KEY = re.compile(r"[0-9a-f]{16}")
CODE = re.compile(f"[{LETTERS}]{{{LENGTH}}}")
PHOTO_NAME = re.compile(r"photos/[0-9]{1,4}\.(?:jpeg|png|webp)")
ADDRESS_LENGTH = 254

type Check = Callable[[Any], Any]


class Malformed(Exception):
    """The value is none that this program writes."""


def words_within(most: int, *, empty: bool = True) -> Check:
    def check(value: Any) -> str:
        if not isinstance(value, str) or len(value) > most or "\x00" in value or not (empty or value.strip()):
            raise Malformed
        try:
            value.encode()
        except UnicodeEncodeError:  # half of a character
            raise Malformed from None
        return value

    return check


def pattern(expected: re.Pattern[str]) -> Check:
    def check(value: Any) -> str:
        if not isinstance(value, str) or not expected.fullmatch(value):
            raise Malformed
        return value

    return check


def one_of(*values: str) -> Check:
    def check(value: Any) -> str:
        if not isinstance(value, str) or value not in values:
            raise Malformed
        return value

    return check


def maybe(check_one: Check) -> Check:
    return lambda value: None if value is None else check_one(value)


def listed(*checks: Check) -> Check:
    def check(value: Any) -> list[Any]:
        if not isinstance(value, list) or len(value) != len(checks):
            raise Malformed
        return [one(said) for one, said in zip(checks, value, strict=True)]

    return check


def yes_or_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise Malformed
    return value


def number(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= LAST:
        raise Malformed
    return value


def read_by(parse: Callable[[str], Any]) -> Check:
    """Return the check of a date, an hour or an instant, which stays as it is written."""

    def check(value: Any) -> str:
        if not isinstance(value, str) or len(value) > 40:
            raise Malformed
        try:
            parse(value)
        except ValueError:
            raise Malformed from None
        return value

    return check


def parse_instant(value: str) -> datetime.datetime:
    """Return an instant with its zone, within the years of this century."""
    at = datetime.datetime.fromisoformat(value)
    if at.tzinfo is None or not 2000 <= at.year < 2100:
        raise ValueError
    return at


def mail_address(value: Any) -> str:
    said: str = words_within(ADDRESS_LENGTH)(value)
    if said and not is_address(said):
        raise Malformed
    return said


def hours(value: Any) -> list[str]:
    said: list[str] = listed(CLOCK, CLOCK)(value)
    if datetime.time.fromisoformat(said[1]) <= datetime.time.fromisoformat(said[0]):
        raise Malformed
    return said


def naive_time(value: str) -> datetime.time:
    at = datetime.time.fromisoformat(value)
    if at.tzinfo is not None:
        raise ValueError
    return at


UID_OF = pattern(UID)
DATE, CLOCK = read_by(datetime.date.fromisoformat), read_by(naive_time)
CHECKS: dict[str, dict[str, Check]] = {
    kinds.DAY: {
        "theme": listed(words_within(THEME_LENGTH), maybe(DATE)),
        "venue": listed(words_within(VENUE_LENGTH), maybe(CLOCK)),
        "closed": yes_or_no,
        "code": maybe(pattern(CODE)),
        "square": maybe(pattern(KEY)),
    },
    kinds.HOUR: {"time": hours},
    kinds.PLACE: {
        "place": listed(words_within(NAME_LENGTH, empty=False), words_within(ACCESS_LENGTH)),
        "lost": yes_or_no,
    },
    kinds.PERSON: {"name": words_within(PERSON_LENGTH, empty=False)},
    kinds.SHEET: {
        "words": words_within(LONGEST_QUESTION, empty=False),
        "number": number,
        "asked": listed(maybe(UID_OF), words_within(TOGETHER_LENGTH)),
        "where": maybe(listed(UID_OF, UID_OF)),
        "report": maybe(listed(one_of(*ReportKind.values), words_within(LONGEST_REPORT), maybe(UID_OF))),
        "dots": words_within(DOTS_LENGTH),
        "group": words_within(LONGEST_LINE),
    },
    kinds.PLEDGE: {
        "said": listed(yes_or_no, one_of("", *Energy.values), words_within(WORDS_LENGTH)),
        "sheet": UID_OF,
        "person": UID_OF,
        "address": mail_address,
    },
    kinds.PHOTO: {
        "sheet": maybe(UID_OF),
        "is_round": yes_or_no,
        "file": pattern(PHOTO_NAME),
        "at": read_by(parse_instant),
    },
}
