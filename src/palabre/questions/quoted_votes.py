"""Quotations of minutes that recall the votes of a question at its forum, for who reads the page of these minutes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet

from palabre.people.reader import Reader
from palabre.people.reader_queries import prepared_reading
from palabre.pure.minutes.votes import speaks_of_votes
from palabre.questions.models import Forum, Question
from palabre.web.prepared_query import NUMBERS
from palabre.wiki.lines.passage_lookup import is_still_said
from palabre.wiki.models import Passage

SAME = ("page", "revision", "first_line", "words")


def quoted_votes(questions: list[int], reader: Reader) -> dict[int, list[Passage]]:
    """Return, by id of each of these questions, the lines that recall its votes: one query."""
    return by_question(passages_of_questions(reader, questions=questions), reader)


@prepared_reading(may_load=True, questions=NUMBERS)
def passages_of_questions(rights: Any, questions: Any) -> QuerySet[Passage]:
    return passages_quoting(rights, questions)


def passages_quoting(rights: Any, questions: Any) -> QuerySet[Passage]:
    """Return the passages of these questions, given by a list or a query of their ids, for a prepared reading.

    Such a line was read of the question and of its forum, in the same words, and its page says so as it now is.
    """
    of_forum = {"thing_kind": Forum._meta.label_lower} | {name: OuterRef(name) for name in SAME}
    rows = Passage.objects.filter(
        Exists(Passage.objects.filter(**of_forum)),
        rights.readable(of="page__audience"),
        space=rights.space,
        revision=F("page__note__revision"),
        thing_kind=Question._meta.label_lower,
        thing_id__in=questions,
    )
    return rows.select_related("page__note").order_by("page", "first_line")


def by_question(rows: Iterable[Passage], reader: Reader) -> dict[int, list[Passage]]:
    """Return these passages by the id of their question, without those whose page no longer says them."""
    found: dict[int, list[Passage]] = defaultdict(list)
    for row in rows:
        if is_still_said(row, row.page.note.body_md) and speaks_of_votes(row.words):
            reader.place(row.page)
            found[row.thing_id].append(row)
    return dict(found)
