"""The groups slice's place among the installed apps."""

from django.apps import AppConfig


class GroupsConfig(AppConfig):
    name = "palabre.groups"

    def ready(self) -> None:
        from palabre.groups import (  # models are not loaded before
            departures,
            findable,
            lists,
            names,
            news_of_life,
            news_of_lineage,
            news_of_needs,
            news_of_questions,
            news_of_roles,
            notices,
        )

        departures.register()
        notices.register()
        news_of_lineage.register()
        news_of_life.register()
        news_of_needs.register()
        news_of_questions.register()
        news_of_roles.register()
        names.register()
        findable.register()
        lists.register()
