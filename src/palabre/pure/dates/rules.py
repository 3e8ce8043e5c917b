"""The parts that the rules share: what a rule is, what it knows, what it answers.

A rule is a pattern over folded text and a function that reads its match. It answers a `Reading`, or None
("not a date after all, let another rule try"), or NOTHING ("these words are no date, skip them all").
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

type Match = re.Match[str]


@dataclass(frozen=True, slots=True)
class Moment:
    """When the words are said, and what the words just before tell.

    `towards` is "future" for a deadline or a start, "past" for « depuis », else empty; `deadline` is true for
    « d’ici », « pour », « avant », « jusqu’à ».
    """

    on: date
    towards: str = ""
    deadline: bool = False
    month_first: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What some words mean: days as dates, hours as "HH:MM"; no day at all is a vague time."""

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
    """`openings` are the folded words an expression may open with; "0" stands for any number."""

    openings: frozenset[str]
    source: str
    read: Callable[[Match, Moment], Reading | None]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Compiled at its first use: a rule that a text never calls for costs nothing."""
        return re.compile(self.source, re.ASCII)


def rule(
    openings: str | Iterable[str],
    pattern: str,
    read: Callable[[Match, Moment], Reading | None],
    *,
    end: str = r"(?!\w|[/.-]\d)",
) -> Rule:
    """A rule whose spaces match up to three, and that stops at the end of a word.

    `openings` may be one string of words.
    """
    openings = openings.split() if isinstance(openings, str) else openings
    spaced = pattern.replace(" ?", "\0").replace(" ", " {1,3}").replace("\0", " {0,3}")
    return Rule(frozenset(openings), f"(?:{spaced}){end}", read)
