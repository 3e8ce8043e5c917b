"""The people slice's place among the installed apps."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "palabre.people"

    def ready(self) -> None:
        from palabre.people import hooks  # models are not loaded before
        from palabre.people.access import join_link  # models are not loaded before
        from palabre.people.erasures import redact_after_restore  # models are not loaded before
        from palabre.upkeep.hooks import register_carrying, register_numbers  # nothing is ready before

        hooks.register_opening(join_link.KIND, join_link.door_of)
        register_carrying(
            redact_after_restore.what_was_taken_away, redact_after_restore.take_away_again, redact_after_restore.listed
        )
        register_numbers(self.get_model("Person")._meta.db_table)
