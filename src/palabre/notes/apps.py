"""The notes slice's place among the installed apps."""

from django.apps import AppConfig


class NotesConfig(AppConfig):
    name = "palabre.notes"

    def ready(self) -> None:
        from palabre.notes import names  # models are not loaded before

        names.register()
