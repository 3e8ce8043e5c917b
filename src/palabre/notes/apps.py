"""The notes slice's place among the installed apps."""

from django.apps import AppConfig


class NotesConfig(AppConfig):
    name = "palabre.notes"

    def ready(self) -> None:
        from palabre.journal.sockets import register_clock  # models are not loaded before
        from palabre.notes import late, names, sweeping  # models are not loaded before

        names.register()
        register_clock("notes.late", late.EVERY, late.catch_up_the_late)
        register_clock("notes.passing", sweeping.EVERY, sweeping.sweep)
