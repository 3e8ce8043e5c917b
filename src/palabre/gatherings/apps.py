"""The gatherings slice's place among the installed apps."""

from django.apps import AppConfig


class GatheringsConfig(AppConfig):
    name = "palabre.gatherings"

    def ready(self) -> None:
        from palabre.gatherings import (  # models are not loaded before
            announced_gatherings,
            closed_space,
            names,
            notices,
            searchable,
        )

        announced_gatherings.register_announced_gatherings()
        closed_space.register_space_closing()
        notices.register_gathering_notices()
        names.register_gathering_names()
        searchable.register_searchable_gatherings()
