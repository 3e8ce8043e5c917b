"""The circles of people that a page may be restricted to."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from palabre.people.models import Audience, AudienceKind, Person
from palabre.spaces.models import Space


@dataclasses.dataclass(frozen=True, slots=True)
class PageCircle:
    """People who read and write together.

    `key` names the circle in a form ("groups.group:12"), `names` are its current readers, `later` describes future
    ones. `number` is its audience's, None until it has one; `audience` returns it, and creates it if needed.
    """

    key: str
    title: str
    names: tuple[str, ...]
    later: str
    number: int | None
    audience: Callable[[], Audience]


@dataclasses.dataclass(frozen=True, slots=True)
class PageCircles:
    """The circles of an upper slice, which gives them to the addresses of the wiki (see `page_routes`).

    `of(space, person)` are those of a person. `words` returns one sentence on the readers of an audience; "" for an
    audience that is none of these circles'.
    """

    of: Callable[[Space, Person], list[PageCircle]]
    words: Callable[[Audience], str]

    def in_words(self, audience: Audience) -> str:
        """Return a sentence on the readers of a page restricted to people; "" for a wider audience."""
        return self.words(audience) if audience.kind == AudienceKind.SEATS else ""
