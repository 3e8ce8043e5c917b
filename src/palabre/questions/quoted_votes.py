"""Quotations of minutes that recall the votes of a question at its forum, for who reads the page of these minutes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from palabre.people.reader import Reader
from palabre.pure.french import fold
from palabre.pure.minutes.votes import speaks_of_votes
from palabre.questions.models import Forum, Question
from palabre.wiki.models import Passage

SAME = ("page", "revision", "first_line", "words")


def quoted_votes(
    questions: Iterable[int] | QuerySet[Any, Any], reader: Reader, *, also: Q | None = None
) -> dict[int, list[Passage]]:
    """Return, by id of each of these questions, the lines that recall its votes: one query.

    `questions` are ids, or a queryset of them; `also` narrows the passages. Such a line was read of the question and of
    its forum, in the same words. One that the page no longer says so is left out.
    """
    of_forum = {"thing_kind": Forum._meta.label_lower} | {name: OuterRef(name) for name in SAME}
    rows = Passage.objects.filter(
        Exists(Passage.objects.filter(**of_forum)),
        reader.readable(of="page__audience"),
        space=reader.space,
        revision=F("page__note__revision"),
        thing_kind=Question._meta.label_lower,
        thing_id__in=questions,
    )
    found: dict[int, list[Passage]] = defaultdict(list)
    for row in rows.filter(also or Q()).select_related("page__note").order_by("page", "first_line"):
        if is_still_said(row) and speaks_of_votes(row.words):
            reader.place(row)
            reader.place(row.page)
            found[row.thing_id].append(row)
    return dict(found)


def is_still_said(passage: Passage) -> bool:
    """Return whether the lines of the page hold these words, whatever signs stand between them."""
    lines = passage.page.note.body_md.split("\n")[passage.first_line - 1 : passage.last_line]
    return letters(passage.words) in letters(" ".join(lines))


def letters(text: str) -> str:
    return "".join(one for one in fold(text) if one.isalnum())
