"""Registry of the circles that a page may be restricted to: upper slices fill it from `apps.ready()`."""

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


type Circles = Callable[[Space, Person], list[PageCircle]]

type Sentence = Callable[[Audience], str]

sources: list[tuple[Circles, Sentence]] = []


def register_circles(circles: Circles, in_words: Sentence) -> None:
    """Register a source of the circles of a person in a space.

    `in_words` returns one sentence on the readers of an audience; "" for an audience of another source.
    """
    if (circles, in_words) not in sources:
        sources.append((circles, in_words))


def circles_of(person: Person) -> list[PageCircle]:
    """Return every circle of `person`. `person.space` must be loaded."""
    return [circle for circles, _in_words in sources for circle in circles(person.space, person)]


def readers_in_words(audience: Audience) -> str:
    """Return a sentence on the readers of a page restricted to people; "" for a wider audience."""
    if audience.kind != AudienceKind.SEATS:
        return ""
    return next((said for said in (in_words(audience) for _circles, in_words in sources) if said), "")
