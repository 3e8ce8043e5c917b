"""Type of a family of doubts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from palabre.minutes.doubts.settlement import Settlement
from palabre.minutes.models import Doubt


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer: its value in the code, its label. `asks_day`: a day is typed with it; `asks_name`: a name."""

    value: str
    label: str
    asks_day: bool = False
    asks_name: bool = False

    @property
    def is_typed(self) -> bool:
        """Return whether something is typed with it: a field is needed, where the other answers are one tap."""
        return self.asks_day or self.asks_name


def the_words(doubt: Doubt) -> list[str]:
    return [doubt.words]


@dataclass(frozen=True, slots=True)
class Family:
    """Question, answers and effect of some kinds of doubts. Only `act` queries the database.

    `act` receives the answer; it may raise a Refusal. `done` is the sentence that confirms the answer, `quotes` the
    words of the text shown above the question.
    """

    ask: Callable[[Doubt], str]
    choices: Callable[[Doubt], list[Choice]]
    act: Callable[[Settlement, str], None]
    done: Callable[[Doubt], str]
    quotes: Callable[[Doubt], list[str]] = field(default=the_words)
