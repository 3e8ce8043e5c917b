"""Registries for upper slices, from `apps.ready()`: health checks, and what survives the restoration of a backup."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Collection
from typing import Any

from django.db import DatabaseError, InterfaceError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _


@dataclasses.dataclass(frozen=True, slots=True)
class Sign:
    """Result of a health check. Everybody may read `sentence`; `detail` is for the administrator.

    When a `vital` one is not `well`, Palabre cannot serve.
    """

    well: bool
    sentence: Any
    detail: Any = ""
    vital: bool = False


type Take = Callable[[Collection[int]], Any]
type Give = Callable[[Any, datetime.datetime], bool | str | None]
type Look = Callable[[datetime.datetime], Sign]

NAMES_LEFT = "names left"  # what a `Give` returns where the copy may still say removed names that nobody knows

looks: dict[str, tuple[Any, Look]] = {}
carryings: list[tuple[Take, Give]] = []
lists: list[Callable[[], list[dict[str, Any]]]] = []
closings: list[Callable[[datetime.datetime], object]] = []
doubtings: list[Callable[[datetime.datetime], object]] = []
renewals: list[Callable[[datetime.datetime], object]] = []
numbered: list[str] = []


def register_sign(name: str, word: Any, look: Look) -> None:
    """Register a check of the thing called `word`, run at each visit. It must be fast."""
    if name in looks:
        raise ValueError(f"{name} is registered twice")
    looks[name] = (word, look)


def register_carrying(take: Take, give: Give, listed: Callable[[], list[dict[str, Any]]]) -> None:
    """Register data that survives a restoration: `take` reads it before, `give` receives it after.

    `take` receives the ids to leave out; `listed` returns the items. `give` returns False where the database that was
    there knew nothing of this backup, NAMES_LEFT where removed names may be left.
    """
    carryings.append((take, give))
    lists.append(listed)


def register_closing(close: Callable[[datetime.datetime], object]) -> None:
    """Have `close` called where whoever restores a copy asks that nothing which was open at that time open again:
    links, devices, calendars."""
    if close not in closings:
        closings.append(close)


def register_doubting(act: Callable[[datetime.datetime], object]) -> None:
    """Have `act` called where a copy came back and nothing is known of what was said since: what would be done by
    itself, and not undone, waits for people again."""
    if act not in doubtings:
        doubtings.append(act)


def register_renewal(act: Callable[[datetime.datetime], object]) -> None:
    """Have `act` called after each restoration: what was of the database that was replaced, and is held elsewhere than
    in a copy, in browsers or in files, must not be taken for what belongs to the copy."""
    if act not in renewals:
        renewals.append(act)


def register_delay(rows: Callable[[], QuerySet[Any]], field: str) -> None:
    """Have the delay of rows that are deleted some time after `field` begin anew after each restoration: what the copy
    holds as removed long ago may have been put back since."""

    def begin_anew(at: datetime.datetime) -> None:
        rows().filter(**{f"{field}__lt": at}).update(**{field: at})

    register_renewal(begin_anew)


def register_numbers(table: str) -> None:
    """Register a table whose ids browsers remember: none is reused (see `number_sequences`)."""
    numbered.append(table)


def signs(at: datetime.datetime) -> dict[str, tuple[Any, Sign]]:
    """Run all checks: for each name, its word and its result."""
    return {name: (word, looked(look, at)) for name, (word, look) in looks.items()}


def looked(look: Look, at: datetime.datetime) -> Sign:
    """Run one check; an unavailable database does not fail the others."""
    try:
        return look(at)
    except (DatabaseError, InterfaceError):
        return Sign(False, _("It could not be checked."))
