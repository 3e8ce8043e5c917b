"""The state of a need, computed from the last event: nobody chooses it from a list."""

from __future__ import annotations

import datetime
import enum
from typing import Protocol


class Events(Protocol):
    """The columns of a need that decide its state; a need has them too."""

    @property
    def withdrawn_at(self) -> datetime.datetime | None: ...
    @property
    def satisfied_at(self) -> datetime.datetime | None: ...
    @property
    def reopened_at(self) -> datetime.datetime | None: ...
    @property
    def in_hand_at(self) -> datetime.datetime | None: ...
    @property
    def declined_at(self) -> datetime.datetime | None: ...


class NeedState(enum.StrEnum):
    WAITING = "waiting"  # for a first word, or for another one since the group said “pas encore”
    IN_HAND = "in_hand"
    ANSWERED = "answered"
    DECLINED = "declined"
    SATISFIED = "satisfied"
    WITHDRAWN = "withdrawn"


def stand_of(need: Events, *, answered_at: datetime.datetime | None) -> NeedState:
    """Return the state; `answered_at` is the time of the last answer. At the same instant, an answer wins."""
    if need.withdrawn_at is not None:
        return NeedState.WITHDRAWN
    if need.satisfied_at is not None:
        return NeedState.SATISFIED
    done = [
        (need.reopened_at, 0, NeedState.WAITING),
        (need.in_hand_at, 1, NeedState.IN_HAND),
        (need.declined_at, 2, NeedState.DECLINED),
        (answered_at, 3, NeedState.ANSWERED),
    ]
    known = [(at, weight, stand) for at, weight, stand in done if at is not None]
    return max(known)[2] if known else NeedState.WAITING
