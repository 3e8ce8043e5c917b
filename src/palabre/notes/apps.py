"""The notes slice's place among the installed apps."""

from django.apps import AppConfig


class NotesConfig(AppConfig):
    name = "palabre.notes"

    def ready(self) -> None:
        from palabre.journal.future_instants import register_instant  # models are not loaded before
        from palabre.journal.hooks import register_clock  # as above
        from palabre.notes import late, names, sweeping  # as above
        from palabre.notes.models import Revision, Update  # as above

        names.register()
        register_clock("notes.late", late.EVERY, late.catch_up_the_late)
        register_clock("notes.passing", sweeping.EVERY, sweeping.sweep, lasting=True)
        register_instant(Update.objects.all, "at")
        register_instant(lambda: Revision.objects.filter(is_passing=True), "at")
