"""Default texts of a card, read from the group as it is now: title, question, intention."""

from __future__ import annotations

from django.db.models import QuerySet

from palabre.gatherings.models import GroupCard
from palabre.groups.models import Intention
from palabre.questions.models import Question

type Facts = tuple[str, str, str]  # title, question, intention as Markdown


def card_defaults_of(card: GroupCard) -> Facts:
    """Return the group's own texts that the whole space may read; three empty strings for an invited group."""
    group = card.group
    if group is None:
        return ("", "", "")
    same = {"audience__kind__in": ("public", "space")}
    return (
        group.title,
        question_in(Question.objects.filter(carryings__group=group, **same)),
        intention_in(Intention.objects.filter(group=group, **same)),
    )


def question_in(rows: QuerySet[Question]) -> str:
    first = rows.order_by("pk").first()
    return first.text if first else ""


def intention_in(rows: QuerySet[Intention]) -> str:
    last = rows.order_by("-number").first()
    return last.text.strip() if last else ""
