"""The forums slice's place among the installed apps."""

from django.apps import AppConfig


class ForumsConfig(AppConfig):
    name = "palabre.forums"

    def ready(self) -> None:
        from palabre.forums import findable, names, notices  # models are not loaded before

        notices.register()
        names.register()
        findable.register()
