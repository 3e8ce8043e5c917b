"""The gatherings slice's place among the installed apps."""

from django.apps import AppConfig


class GatheringsConfig(AppConfig):
    name = "palabre.gatherings"

    def ready(self) -> None:
        from palabre.gatherings import closed_space, names, notices, searchable  # models are not loaded before

        closed_space.register()
        notices.register()
        names.register()
        searchable.register()
