"""Where people's names stand in forums and questions, so that one that is taken away leaves no trace there."""

from __future__ import annotations

from palabre.people.hooks import register_texts
from palabre.questions.models import Forum, Lineage, Question, Wording


def register_forum_names() -> None:
    register_texts(Forum, "theme")
    register_texts(Question, "text")
    register_texts(Wording, "text", space="question__space", is_version=True)
    register_texts(Lineage, "words", space="source__space")
