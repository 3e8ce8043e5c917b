"""Forums and questions, as they are given when a space is taken away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from palabre.people.exchange import File, all_told, in_json, readable, told
from palabre.people.reader import Reader
from palabre.questions.models import Forum, Lineage, Question, Wording

OF_LINEAGE = ("kind", "source", "target", "on", "by", "words", "at", "undone_at")


def give(reader: Reader) -> Iterator[File]:
    yield in_json("forums", all_told(reader, Forum, "theme", "held_on"))
    yield in_json("questions", questions(reader))
    mine = reader.may_read(Question)
    edges = Lineage.objects.filter(source__in=mine, target__in=mine).select_related("by").order_by("pk")
    yield in_json("lineage", (told(reader, edge, *OF_LINEAGE) for edge in edges))


def questions(reader: Reader) -> Iterator[dict[str, Any]]:
    """Each question with all its wordings, from the first."""
    wordings: dict[int, list[dict[str, Any]]] = {}
    rows = Wording.objects.filter(question__in=reader.may_read(Question)).select_related("by")
    for row in rows.order_by("question", "number"):
        wordings.setdefault(row.question_id, []).append(told(reader, row, "number", "text", "said_on", "by"))
    for question in readable(reader, Question):
        said = told(reader, question, "text", "forum", "born_at")
        yield said | {"wordings": wordings.get(question.pk, [])}
