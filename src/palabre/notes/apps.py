"""The notes slice's place among the installed apps."""

from django.apps import AppConfig


class NotesConfig(AppConfig):
    name = "palabre.notes"

    def ready(self) -> None:
        from palabre.journal.future_instants import register_instant  # models are not loaded before
        from palabre.journal.hooks import register_clock  # as above
        from palabre.notes import names, revision_cleanup  # as above
        from palabre.notes.live import note_websocket  # as above
        from palabre.notes.models import Note, Revision, Update  # as above
        from palabre.notes.yjs import epochs, late_logs, shown_as_typed  # as above
        from palabre.upkeep.hooks import register_numbers, register_renewal  # as above

        names.register_note_names()
        register_numbers(Note._meta.db_table)  # a browser that was left open would write in another's note
        register_renewal(epochs.begin_all_beyond)
        note_websocket.register()
        register_clock("notes.late", late_logs.EVERY, late_logs.catch_up_the_late)
        register_clock("notes.as_typed", shown_as_typed.EVERY, shown_as_typed.render_those_as_typed)
        register_clock("notes.passing", revision_cleanup.EVERY, revision_cleanup.sweep, lasting=True)
        register_instant(Update.objects.all, "at")
        register_instant(lambda: Revision.objects.filter(is_passing=True), "at")
