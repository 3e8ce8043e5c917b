"""The day of a roll, as pages and letters show it."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Protocol

from palabre.web import dates_in_words


@dataclasses.dataclass(frozen=True, slots=True)
class Day:
    """The day of a roll, for pages and letters.

    `word` is the kind of day ("gathering"), `words` its text as Markdown, `lasts` its duration in minutes. `address` is
    its page in the space; `open_address` is the page for registering without an account, public once `is_for_all`.
    `is_off` means cancelled. `sequence` is that of the roll, read by the same query, so that a calendar never gets a
    new day with an old number.
    """

    word: str
    title: str
    address: str
    open_address: str
    on: datetime.date | None = None
    at: datetime.time | None = None
    until: datetime.time | None = None
    lasts: int | None = None
    zone: str = ""
    place: str = ""
    video_url: str = ""
    words: str = ""
    sequence: int = 0
    is_for_all: bool = False
    is_off: bool = False

    @property
    def when(self) -> str:
        """The day and its hours in words; "" without a day."""
        return dates_in_words.span(self.on, self.at, self.until)


class RollOwner(Protocol):
    """The thing whose roll it is: a model with a foreign key `roll`, a space and an audience."""

    def registration_day(self) -> Day: ...
