"""Types shared by the rules: a rule, its context and its result.

A rule is a pattern over folded text and a function that reads its match. It returns a `Reading`, or None ("not a date
after all, let another rule try"), or NOTHING ("these words are no date, skip them all").
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

type Match = re.Match[str]


@dataclass(frozen=True, slots=True)
class Moment:
    """The day of writing, and what the words just before the expression imply.

    `towards` is "future" for a deadline or a start, "past" for « depuis », else empty; `deadline` is true for « d’ici
    », « pour », « avant », « jusqu’à ».
    """

    on: date
    towards: str = ""
    deadline: bool = False
    month_first: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """Meaning of an expression: days as dates, hours as "HH:MM"; without any day, a vague time."""

    first: date | None = None
    last: date | None = None
    starts: str | None = None
    ends: str | None = None
    rrule: str | None = None
    ambiguous: bool = False
    takes_hours: bool = True


NOTHING = Reading()
VAGUE = Reading(takes_hours=False)


@dataclass(frozen=True, eq=False)
class Rule:
    """`openings` are the folded words that an expression may open with; "0" stands for any number."""

    openings: frozenset[str]
    source: str
    read: Callable[[Match, Moment], Reading | None]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Compiled at first use: an unused rule costs nothing."""
        return re.compile(self.source, re.ASCII)


def rule(
    openings: str | Iterable[str],
    pattern: str,
    read: Callable[[Match, Moment], Reading | None],
    *,
    end: str = r"(?!\w|[/.-]\d)",
) -> Rule:
    """Return a rule: each space of its pattern matches one to three, and it stops at the end of a word.

    `openings` may be one string of words.
    """
    openings = openings.split() if isinstance(openings, str) else openings
    spaced = pattern.replace(" ?", "\0").replace(" ", " {1,3}").replace("\0", " {0,3}")
    return Rule(frozenset(openings), f"(?:{spaced}){end}", read)
