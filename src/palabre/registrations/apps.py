"""The registrations slice's place among the installed apps."""

from django.apps import AppConfig


class RegistrationsConfig(AppConfig):
    name = "palabre.registrations"

    def ready(self) -> None:
        from palabre.registrations import names, notices  # models are not loaded before

        notices.register_registration_notices()
        names.register_registration_names()
