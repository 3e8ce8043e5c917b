"""The registrations slice's place among the installed apps."""

from django.apps import AppConfig


class RegistrationsConfig(AppConfig):
    name = "palabre.registrations"

    def ready(self) -> None:
        from palabre.registrations import names, notices  # models are not loaded before
        from palabre.upkeep.backups.carried_fields import FieldCarrier  # as above
        from palabre.upkeep.hooks import register_carrying  # as above

        notices.register_registration_notices()
        names.register_registration_names()
        cancelled = FieldCarrier(self.get_model("Registration"), "at", ("cancelled_at",))  # whoever left is not told
        register_carrying(cancelled.take, cancelled.give, list)
