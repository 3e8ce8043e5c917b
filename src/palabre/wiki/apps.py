"""The wiki slice's place among the installed apps."""

from django.apps import AppConfig


class WikiConfig(AppConfig):
    name = "palabre.wiki"

    def ready(self) -> None:
        from palabre.wiki import names, notices  # models are not loaded before

        notices.register()
        names.register()
