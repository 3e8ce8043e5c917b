"""Needs with where they stand, their answers, and the names of those who did something about them."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable
from typing import Any

from palabre.groups.models import Answer, Need
from palabre.groups.needs.need_answers import answers_to
from palabre.groups.needs.need_state import NeedState, stand_of
from palabre.people.models import Person
from palabre.people.reader import Reader

DOERS = ("by", "acknowledged_by", "in_hand_by", "declined_by", "satisfied_by")


@dataclasses.dataclass(frozen=True, slots=True)
class ToldNeed:
    """`answers` are (name, answer), the first said first; each other name is "" where nobody did it."""

    need: Need
    stand: NeedState
    answers: list[tuple[str, Answer]]
    said_by: str
    seen_by: str
    in_hand_by: str
    declined_by: str
    satisfied_by: str
    today: datetime.date

    @property
    def is_promise_past(self) -> bool:
        """The day that was promised has gone by: one asks how it goes, and no more."""
        on = self.need.promised_on
        return on is not None and on < self.today

    @property
    def is_promise_kept(self) -> bool:
        """Whoever is seeing to it has answered since: her answer says it."""
        at, by = self.need.in_hand_at, self.need.in_hand_by_id
        return at is not None and any(answer.by_id == by and answer.at >= at for _name, answer in self.answers)


def to_tell(reader: Reader) -> Any:
    """Return the needs that she may read, ready to be told."""
    return reader.may_read(Need).with_last_answer().select_related(*DOERS)


def need_sheets(needs: Iterable[Need], reader: Reader, *, with_answers: bool = True) -> list[ToldNeed]:
    """Tell needs of `to_tell`; their group is put at hand where she may read it. Without answers, one query less."""
    rows = reader.tie(reader.tie(needs, "group"), "to_group")
    given = answers_to(rows, reader=reader) if with_answers else {}
    return [told_one(need, given.get(need.pk, []), reader) for need in rows]


def told_one(need: Need, answers: list[Answer], reader: Reader) -> ToldNeed:
    return ToldNeed(
        need=need,
        stand=stand_of(need, answered_at=need.answered_at),  # type: ignore[attr-defined]  # `to_tell` found it
        answers=[(name(one.by, reader), one) for one in answers],
        said_by=name(need.by, reader),
        seen_by=name(need.acknowledged_by, reader),
        in_hand_by=name(need.in_hand_by, reader) if need.is_in_hand else "",
        declined_by=name(need.declined_by, reader) if need.is_declined else "",
        satisfied_by=name(need.satisfied_by, reader),
        today=reader.today,
    )


def name(person: Person | None, reader: Reader) -> str:
    return reader.name_of(person) if person else ""
