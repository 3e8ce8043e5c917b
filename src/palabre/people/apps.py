"""The people slice's place among the installed apps."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "palabre.people"

    def ready(self) -> None:
        from palabre.people import joining, sockets, taking_away_again  # models are not loaded before
        from palabre.upkeep.hooks import register_carrying, register_numbers  # nothing is ready before

        sockets.register_opening(joining.KIND, joining.door_of)
        register_carrying(
            taking_away_again.what_was_taken_away, taking_away_again.take_away_again, taking_away_again.listed
        )
        register_numbers(self.get_model("Person")._meta.db_table)
