"""The search slice's place among the installed apps."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "palabre.search"

    def ready(self) -> None:
        from palabre.search import findable, names, notices  # models are not loaded before

        notices.register()
        findable.register()
        names.register()
