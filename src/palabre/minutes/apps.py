"""The minutes slice's place among the installed apps."""

from django.apps import AppConfig


class MinutesConfig(AppConfig):
    name = "palabre.minutes"

    def ready(self) -> None:
        from palabre.journal.hooks import register_clock  # models are not loaded before
        from palabre.minutes import models, names, notices  # as above
        from palabre.minutes.imports.import_withdrawal import unsay_what_is_kept  # as above
        from palabre.minutes.margin import margin_memory  # as above
        from palabre.minutes.undo import import_return  # as above
        from palabre.people.hooks import Event, Reversible, register_consequence  # as above
        from palabre.wiki.hooks import register_page_keeper  # as above

        notices.register_minutes_notices()
        names.register_minutes_names()
        register_page_keeper(models.Import, "page")
        register_consequence(Event.PAGE_KEPT, "minutes", Reversible(unsay_what_is_kept))
        register_clock("undone minutes", import_return.EVERY, import_return.forget_set_aside, lasting=True)
        register_clock("margin", margin_memory.EVERY, margin_memory.remember)
