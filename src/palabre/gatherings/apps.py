"""The gatherings slice's place among the installed apps."""

from django.apps import AppConfig


class GatheringsConfig(AppConfig):
    name = "palabre.gatherings"

    def ready(self) -> None:
        from palabre.gatherings import closing, findable, names, notices  # models are not loaded before

        closing.register()
        notices.register()
        names.register()
        findable.register()
