"""Where upper slices plug in, from their `apps.ready()`: how the server is doing, what outlives a copy."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Collection
from typing import Any

from django.db import DatabaseError, InterfaceError
from django.utils.translation import gettext_lazy as _


@dataclasses.dataclass(frozen=True, slots=True)
class Sign:
    """How one thing is doing. Everybody may read `sentence`; `detail` is for who looks after the server.

    Where a `vital` one is not `well`, Palabre cannot do what it is there for.
    """

    well: bool
    sentence: Any
    detail: Any = ""
    vital: bool = False


type Take = Callable[[Collection[int]], Any]
type Look = Callable[[datetime.datetime], Sign]

looks: dict[str, tuple[Any, Look]] = {}
carryings: list[tuple[Take, Callable[[Any, datetime.datetime], None]]] = []
lists: list[Callable[[], list[dict[str, Any]]]] = []
numbered: list[str] = []


def register_sign(name: str, word: Any, look: Look) -> None:
    """Have `look` asked, at the instant of each visit, how the thing called `word` is doing. It must be quick."""
    if name in looks:
        raise ValueError(f"{name} is registered twice")
    looks[name] = (word, look)


def register_carrying(
    take: Take, give: Callable[[Any, datetime.datetime], None], listed: Callable[[], list[dict[str, Any]]]
) -> None:
    """Carry something over a copy that comes back: what `take` reads before is given to `give` after.

    `take` is told the numbers to leave out; `listed` says which there are.
    """
    carryings.append((take, give))
    lists.append(listed)


def register_numbers(table: str) -> None:
    """Say that browsers remember rows of this table by their numbers: none is given twice (see numbering)."""
    numbered.append(table)


def signs(at: datetime.datetime) -> dict[str, tuple[Any, Sign]]:
    """Look at everything: under each name, the word for it and how it is doing."""
    return {name: (word, looked(look, at)) for name, (word, look) in looks.items()}


def looked(look: Look, at: datetime.datetime) -> Sign:
    """A database that is away takes no other sign along."""
    try:
        return look(at)
    except (DatabaseError, InterfaceError):
        return Sign(False, _("It could not be checked."))
