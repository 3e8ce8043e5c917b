"""The journal slice's place among the installed apps."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "palabre.journal"

    def ready(self) -> None:
        from palabre.journal import names, notices, people_verbs  # models are not loaded before

        notices.register_journal_notices()
        names.register_journal_names()
        people_verbs.register_people_verbs()
