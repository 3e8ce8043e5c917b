"""The result of the dots, in the order of the wall: phones, cards, and people who go on, beside one another."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from django.db.models import Count

from palabre.forums.ballots.day_dots import vote_of
from palabre.forums.models import DotVote, ForumDay, SheetPledge
from palabre.forums.wall.wall_facts import ShownSheet


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """A question with its dots, None where they are not told; `people` carry it or said that they come along."""

    shown: ShownSheet
    on_phones: int | None
    on_cards: int | None
    people: int


@dataclasses.dataclass(frozen=True, slots=True)
class DotResult:
    vote: DotVote
    lines: list[Line]


def result_of(day: ForumDay, sheets: Sequence[ShownSheet]) -> DotResult | None:
    """Return the result once the dots are closed, for these sheets: one query, or none. Nothing is added or ranked."""
    vote = vote_of(day)
    if vote is None or vote.closed_at is None:
        return None
    people = people_going_on(day) if vote.is_counted else {}
    phones, cards = vote.counts.get("phones", {}), vote.counts.get("cards", {})
    keys = [(one, str(one.sheet.question_id)) for one in sheets]
    lines = [
        Line(one, phones.get(key), cards.get(key), people.get(one.sheet.pk, 0))
        for one, key in keys
        if key in phones or key in cards
    ]
    return DotResult(vote, lines)


def people_going_on(day: ForumDay) -> dict[int, int]:
    """Return how many people go on with each sheet, by its id: one query."""
    rows = SheetPledge.objects.filter(sheet__day=day, person__put_out_at=None).values("sheet")
    return dict(rows.annotate(people=Count("person")).values_list("sheet", "people"))
