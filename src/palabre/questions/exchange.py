"""Forums and questions, as they are given when a space is taken away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from palabre.people.exchange import File, export_row, export_rows, exported_value, in_json
from palabre.people.reader import Reader
from palabre.questions.models import Forum, Lineage, Question, Wording

OF_LINEAGE = ("kind", "source", "target", "on", "by", "words", "at", "undone_at")


def export_questions(reader: Reader) -> Iterator[File]:
    yield in_json("forums", export_rows(reader, Forum, "theme", "held_on"))
    yield in_json("questions", questions(reader))
    mine = reader.may_read(Question)
    edges = Lineage.objects.filter(source__in=mine, target__in=mine).select_related("by").order_by("pk")
    yield in_json("lineage", (export_row(reader, edge, *OF_LINEAGE) for edge in edges))


def questions(reader: Reader) -> Iterator[dict[str, Any]]:
    """Each question with all its wordings, from the first."""
    wordings: dict[int, list[dict[str, Any]]] = {}
    rows = Wording.objects.filter(question__in=reader.may_read(Question)).select_related("by")
    for row in rows.order_by("question", "number"):
        wordings.setdefault(row.question_id, []).append(export_row(reader, row, "number", "text", "said_on", "by"))
    for question in exported_value(reader, Question):
        said = export_row(reader, question, "text", "forum", "dots", "born_at")
        yield said | {"wordings": wordings.get(question.pk, [])}
