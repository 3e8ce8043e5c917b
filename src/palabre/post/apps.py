"""The post slice's place among the installed apps."""

from django.apps import AppConfig


class PostConfig(AppConfig):
    name = "palabre.post"

    def ready(self) -> None:
        from palabre.post import names  # models are not loaded before

        names.register_letter_names()
