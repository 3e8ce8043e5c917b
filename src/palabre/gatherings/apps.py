"""The gatherings slice's place among the installed apps."""

from django.apps import AppConfig


class GatheringsConfig(AppConfig):
    name = "palabre.gatherings"

    def ready(self) -> None:
        from palabre.gatherings import closed_space, names, notices, searchable  # models are not loaded before

        closed_space.register_space_closing()
        notices.register_gathering_notices()
        names.register_gathering_names()
        searchable.register_searchable_gatherings()
