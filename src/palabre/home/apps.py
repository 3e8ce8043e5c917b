"""The home slice's place among the installed apps."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "palabre.home"

    def ready(self) -> None:
        from palabre.home import lists, notices  # models are not loaded before

        notices.register()
        lists.register()
