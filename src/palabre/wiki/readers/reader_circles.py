"""Where upper slices say to which people a page may be kept, from their `apps.ready()`: a group's."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from palabre.people.models import Audience, AudienceKind, Person
from palabre.spaces.models import Space


@dataclasses.dataclass(frozen=True, slots=True)
class PageCircle:
    """Some people who read and write together.

    `key` names it in a form ("groups.group:12"), `names` are those who read today, `later` says who will.
    `number` is its audience's, None as long as it has none; `audience` returns it, made when it is first asked for.
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
    """Add a source of the circles that a person is of herself, in a space.

    `in_words` says, of the audience of one of them, who reads it, as one sentence; "" for what is not its own.
    """
    if (circles, in_words) not in sources:
        sources.append((circles, in_words))


def circles_of(person: Person) -> list[PageCircle]:
    """Return every circle that `person` is of. `person.space` is at hand."""
    return [circle for circles, _in_words in sources for circle in circles(person.space, person)]


def readers_in_words(audience: Audience) -> str:
    """Say who reads a page that is kept to people; "" for a wider audience."""
    if audience.kind != AudienceKind.SEATS:
        return ""
    return next((said for said in (in_words(audience) for _circles, in_words in sources) if said), "")
