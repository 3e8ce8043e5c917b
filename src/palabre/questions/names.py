"""Text fields of forums and questions in which the erasure of a person's name is applied."""

from __future__ import annotations

from palabre.people.hooks import register_texts
from palabre.questions.models import Forum, Lineage, Question, Wording


def register_forum_names() -> None:
    register_texts(Forum, "theme", title="theme")
    register_texts(Question, "text", "dots")
    register_texts(Wording, "text", space="question__space", is_version=True)
    register_texts(Lineage, "words", space="source__space")
