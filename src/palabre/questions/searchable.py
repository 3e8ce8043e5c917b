"""Search documents of forums and questions."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from palabre.questions.models import Forum, Question, Wording
from palabre.search.hooks import ANY, SearchableText, register_documents
from palabre.spaces.models import Space


def register_searchable_questions() -> None:
    register_documents(Forum, forum_said)
    register_documents(Question, question_said, rows=questions, told_by={"wordings": ANY})


def forum_said(forum: Forum) -> SearchableText:
    return SearchableText(forum.theme, on=forum.held_on)


def questions(space: Space) -> QuerySet[Question]:
    wordings = Prefetch("wordings", Wording.objects.order_by("-number"))
    return Question.objects.filter(space=space).prefetch_related(wordings)


def question_said(question: Question) -> SearchableText:
    """Return the text of a question; its former wordings are searched too."""
    wordings = list(question.wordings.all())
    former = [one.text for one in wordings if one.text != question.text]
    days = [one.said_on for one in wordings if one.said_on]
    return SearchableText(question.text, "\n".join(former), on=max(days, default=None))
