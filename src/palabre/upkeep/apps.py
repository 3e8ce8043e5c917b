"""The upkeep slice's place among the installed apps."""

from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    name = "palabre.upkeep"

    def ready(self) -> None:
        from palabre.upkeep import notices  # the settings are not read before

        notices.register_upkeep_notices()
