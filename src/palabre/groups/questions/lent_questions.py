"""Questions that a gesture took along without its author looking after them: it gives no say over them.

Any member may join their own question to another's, or have a group be born with the question of another one. The
question is shown there; those who looked after it still do, and nobody else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import BigIntegerField, QuerySet

from palabre.groups.models import Carrying, GroupLineageKind
from palabre.journal.models import Entry
from palabre.questions.models import Lineage, LineageKind, Question
from palabre.questions.question_lineage import Ways, reached
from palabre.web.prepared_query import prepared

MERGED = "question.merged"
TAKEN_ALONG = ("group.split", "group.continued")
BIRTHS = (GroupLineageKind.SPLIT, GroupLineageKind.CONTINUE)


def answering_groups(question: Question) -> set[int]:
    """Return the ids of the groups that carry the question, or a former one that led to it, and answer for it."""
    former = answering_questions(question)
    rows = Carrying.objects.filter(question__in=former)
    carried = list(rows.values_list("group", "question", "group__comes_from", "group__comes_from__kind"))
    births = {edge for _group, _question, edge, kind in carried if kind in BIRTHS}
    lent = lent_by_births(births) if births else set()
    taken = {(group, number) for group, number, edge, _kind in carried if (edge, number) in lent}
    return {group for group, number, _edge, _kind in carried if (group, number) not in taken}


def answering_questions(question: Question) -> list[int]:
    """Return the ids of this question and of the former ones whose carriers answer for it. One query, two if merged."""
    edges = list(edges_of(space=question.space_id))
    former = reached(question.pk, backwards(edges))
    merges = [one.pk for one in edges if one.target in former and one.kind == LineageKind.MERGE and one.at]
    lent = lent_by_merges(merges) if merges else set()
    return reached(question.pk, backwards(one for one in edges if one.pk not in lent))


def backwards(edges: Iterable[Any]) -> Ways:
    """Return, by id of each question, the ids of those that led to it."""
    found: Ways = defaultdict(list)
    for edge in edges:
        found[edge.target].append(edge.source)
    return found


@prepared(space=BigIntegerField())
def edges_of(space: Any) -> QuerySet[Any, Any]:
    rows = Lineage.objects.standing().filter(source__space=space).order_by("pk")
    return rows.values_list("pk", "source", "target", "kind", "at", named=True)


def lent_by_merges(edges: Collection[int]) -> set[int]:
    """Return those of these merges into a question that was there, which their author did not look after."""
    told = Entry.objects.filter(verb=MERGED, facts__lineage__in=list(edges)).values_list("facts", flat=True)
    return {facts["lineage"] for facts in told if not facts["born"] and facts.get("is_lent", True)}


def lent_by_births(edges: Collection[int]) -> set[tuple[int, int]]:
    """Return (edge, question) for the questions lent by the birth of these groups, or by what they took on."""
    told = Entry.objects.filter(verb__in=TAKEN_ALONG, facts__lineage__in=list(edges)).values_list("facts", flat=True)
    return {(facts["lineage"], number) for facts in told for number in facts.get("lent", ())}
