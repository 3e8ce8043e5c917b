"""The search slice's place among the installed apps."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "palabre.search"

    def ready(self) -> None:
        from palabre.search import names, notices, searchable  # models are not loaded before

        notices.register_search_notices()
        searchable.register_searchable_people()
        names.register_search_names()
