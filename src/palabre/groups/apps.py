"""The groups slice's place among the installed apps."""

from django.apps import AppConfig


class GroupsConfig(AppConfig):
    name = "palabre.groups"

    def ready(self) -> None:
        from palabre.groups import findable, lists, names, news_of_needs, notices  # models are not loaded before

        notices.register()
        news_of_needs.register()
        names.register()
        findable.register()
        lists.register()
