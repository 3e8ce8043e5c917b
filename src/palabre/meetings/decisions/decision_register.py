"""The register: all that a space, or a group, decided and proposed, the latest first."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, F, QuerySet
from django.db.models.functions import Coalesce, TruncDate

from palabre.groups.lineage.group_family import together
from palabre.groups.models import Group
from palabre.meetings.models import Decision, Objection
from palabre.people.reader import Reader

PROPOSED, TO_REVIEW = "proposed", "review"
MOST = 50  # on one screen


@dataclasses.dataclass(frozen=True, slots=True)
class Register:
    """`page` counts from 1; `is_due` are the numbers of decisions whose day to be looked at again has come."""

    decisions: list[Decision]
    is_due: set[int]
    page: int
    has_more: bool


def decisions_on_register(reader: Reader, *, only: str = "", group: Group | None = None, page: int = 1) -> Register:
    """Return one screen of it: `only` PROPOSED, or TO_REVIEW by the day that comes first."""
    rows = reader.may_read(Decision).select_related("meeting", "group")
    if group is not None:
        rows = rows.filter(together(group.pk))
    start = (page - 1) * MOST
    found = reader.fetch(narrowed(rows, only)[start : start + MOST + 1])
    reader.tie(found, "meeting")
    reader.tie(found, "group")
    shown = found[:MOST]
    due = {one.pk for one in shown if is_due(one, today=reader.today)}
    return Register(shown, due, page, len(found) > MOST)


def narrowed(rows: QuerySet[Decision], only: str) -> QuerySet[Decision]:
    if only == TO_REVIEW:
        return rows.filter(review_on__isnull=False, set_aside_at=None).order_by("review_on", "pk")
    if only == PROPOSED:
        rows = rows.filter(proposed_at__isnull=False, adopted_at=None, set_aside_at=None)
    said_on = Coalesce(TruncDate("adopted_at"), TruncDate("set_aside_at"), TruncDate("proposed_at"), "meeting__on")
    return rows.annotate(said_on=said_on).order_by(F("said_on").desc(nulls_last=True), "-pk")


def is_due(decision: Decision, *, today: datetime.date) -> bool:
    return decision.review_on is not None and decision.review_on <= today and decision.set_aside_at is None


def one_decision(found: Decision, reader: Reader) -> dict[str, Any]:
    """Return what the page of a decision shows beside it: its objections, with who raised them as the reader knows.

    `kept` are the ids of those that stand and are not for this reader.
    """
    is_told = ExpressionWrapper(reader.readable(), output_field=BooleanField())
    all_of_it = Objection.objects.filter(decision=found).annotate(is_told=is_told)
    rows = list(all_of_it.select_related("person").order_by("at", "pk"))
    told = [(one, reader.name_of(one.person) if one.person else "") for one in rows if one.is_told]
    return {
        "standing_count": sum(one.lifted_at is None for one in rows),
        "kept": [one.pk for one in rows if not one.is_told and one.lifted_at is None],
        "standing": [one for one in told if one[0].lifted_at is None],
        "lifted": [one for one in told if one[0].lifted_at is not None],
        "is_due": is_due(found, today=reader.today),
    }
