"""In which words it is told what becomes of questions. Nobody is written to at once: it waits for the digest."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from palabre.journal.hooks import register_verb, saying

TOLD = {
    "question.reworded": _("{by} said a question in other words: {thing}."),
    "question.said_again": _("{by} said a question as before: {thing}."),
    "question.merged": _("{by} brought a question together with another: {thing}."),
    "question.split": _("{by} made several questions of one: {thing}."),
    "question.continued": _("{by} continued a question in another: {thing}."),
    "question.untied": _("{by} took back what a question became: {thing}."),
}


def register_question_notices() -> None:
    for verb, words in TOLD.items():
        register_verb(verb, saying(words))
