"""A topic: a kind of thing that is followed live (rooms of meetings, notes), as its slice describes it.

All of these ask the database: they are called in threads, but for `is_short` and `with_access`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Any, NamedTuple, Protocol

from palabre.live.bell import Bell
from palabre.live.live_visitors import LiveVisitor
from palabre.live.visitor_rights import Access

type Shown = tuple[str, str]  # the HTML, and the frame that bears it


class Stamp(NamedTuple):
    """Of which instant a thing is: its own version, that of its space, and the minute where the clock is shown."""

    version: int
    space: int
    minute: int = 0

    @property
    def order(self) -> int:
        """A number that grows with each change of the thing or of its space."""
        return self.version + self.space

    def covers(self, other: Stamp) -> bool:
        """Return whether what was read at this instant, or after, tells all that was there at the other one."""
        return self.version >= other.version and self.space >= other.space and self.minute == other.minute


@dataclasses.dataclass(frozen=True, slots=True)
class Pace:
    """Seconds between the beginnings of two looks at the least, however often the bell rings.

    `share`: of the time, at the most, is spent on looks: the rest is for the pages of the same process. Where a look
    takes long, `most_apart` bounds what that makes.
    """

    apart: float = 0.0
    share: float = 1.0
    most_apart: float = 0.6

    def between(self, lasted: float) -> float:
        return min(self.most_apart, max(self.apart, lasted / self.share))


class Topic(Protocol):
    """`channel` names it on the bus, `bell` is rung by its acts; `most_of_one` and `most` bound its connections."""

    channel: str
    bell: Bell
    pace: Pace
    most_of_one: int
    most: int

    def stamp(self, things: Iterable[int]) -> dict[int, Stamp]:
        """Return the stamps of these things, by number, in one query; without those that are gone."""
        ...

    def judge(self, visitors: list[LiveVisitor]) -> dict[LiveVisitor, Access]:
        """Return what each visitor may do, in a number of queries that does not grow with them."""
        ...


class Reading(Protocol):
    @property
    def stamp(self) -> Stamp: ...


class ScreenTopic[R: Reading](Topic, Protocol):
    """A topic whose screens are shown HTML. A viewer says what decides it: equal viewers are shown the same."""

    def read(self, thing: int, stamp: Stamp) -> R | None:
        """Read where the thing stands."""
        ...

    def show(self, reading: R, viewer: Any, language: str) -> Shown: ...

    def is_short(self, viewer: Any) -> bool:
        """Is this screen one of the many? They do not wait for the long ones."""
        ...

    def with_access(self, viewer: Any, access: Access) -> Any:
        """Return the viewer with what they may do now."""
        ...
