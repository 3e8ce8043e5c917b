"""The groups slice's place among the installed apps."""

from django.apps import AppConfig


class GroupsConfig(AppConfig):
    name = "palabre.groups"

    def ready(self) -> None:
        from palabre.groups import findable, lists, names, notices  # models are not loaded before

        notices.register()
        names.register()
        findable.register()
        lists.register()
