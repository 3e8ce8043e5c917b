"""What a family of doubts is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from palabre.minutes.doubts.settlement import Settlement
from palabre.minutes.models import Doubt


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer: its word in the code, its words on the button. `asks_day`: a day is typed with it."""

    value: str
    label: str
    asks_day: bool = False


def the_words(doubt: Doubt) -> list[str]:
    return [doubt.words]


@dataclass(frozen=True, slots=True)
class Family:
    """How some kinds of doubts are asked, and what an answer does. Nothing here but `act` asks the database.

    `act` is given the answer too; it may raise a Refusal. `done` is the sentence that says what was answered,
    `quotes` the words of the text that the question is about, to be shown above it.
    """

    ask: Callable[[Doubt], str]
    choices: Callable[[Doubt], list[Choice]]
    act: Callable[[Settlement, str], None]
    done: Callable[[Doubt], str]
    quotes: Callable[[Doubt], list[str]] = field(default=the_words)
