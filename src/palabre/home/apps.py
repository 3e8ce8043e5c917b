"""The home slice's place among the installed apps."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "palabre.home"

    def ready(self) -> None:
        from palabre.home import notices, space_lists  # models are not loaded before

        notices.register_home_notices()
        space_lists.register_space_lists()
