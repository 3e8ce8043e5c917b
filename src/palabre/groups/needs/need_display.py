"""Needs as pages show them: their state, their answers, the names of those who acted."""

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
    """A need to display. `answers` are (name, answer), oldest first; each other name is "" if nobody acted."""

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
        """Return whether the promised day is past: then the page asks how it goes, and no more."""
        on = self.need.promised_on
        return on is not None and on < self.today

    @property
    def is_promise_kept(self) -> bool:
        """Return whether the person who has it in hand answered since."""
        at, by = self.need.in_hand_at, self.need.in_hand_by_id
        return at is not None and any(answer.by_id == by and answer.at >= at for _name, answer in self.answers)


def to_tell(reader: Reader) -> Any:
    """Return the needs that the reader may read, with what `need_sheets` requires."""
    return reader.may_read(Need).with_last_answer().select_related(*DOERS)


def need_sheets(needs: Iterable[Need], reader: Reader, *, with_answers: bool = True) -> list[ToldNeed]:
    """Return the sheets of needs from `to_tell`. Their group is loaded if the reader may read it.

    Without answers, one query less.
    """
    rows = reader.tie(reader.tie(needs, "group"), "to_group")
    given = answers_to(rows, reader=reader) if with_answers else {}
    return [told_one(need, given.get(need.pk, []), reader) for need in rows]


def told_one(need: Need, answers: list[Answer], reader: Reader) -> ToldNeed:
    return ToldNeed(
        need=need,
        stand=stand_of(need, answered_at=need.answered_at),  # type: ignore[attr-defined]  # `to_tell` annotated it
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
