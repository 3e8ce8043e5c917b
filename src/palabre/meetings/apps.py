"""The meetings slice's place among the installed apps."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "palabre.meetings"

    def ready(self) -> None:
        from palabre.meetings import notices  # models are not loaded before

        notices.register()
