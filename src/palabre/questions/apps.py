"""The questions slice's place among the installed apps."""

from django.apps import AppConfig


class QuestionsConfig(AppConfig):
    name = "palabre.questions"

    def ready(self) -> None:
        from palabre.questions import names, notices, searchable  # models are not loaded before

        notices.register_forum_notices()
        names.register_forum_names()
        searchable.register_searchable_questions()
