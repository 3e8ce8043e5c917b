"""The accounts slice's place among the installed apps."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "palabre.accounts"

    def ready(self) -> None:
        from palabre.accounts import device_sessions  # models are not loaded before
        from palabre.upkeep.backups.carried_fields import FieldCarrier  # as above
        from palabre.upkeep.hooks import register_carrying, register_closing, register_numbers  # as above

        account = self.get_model("Account")
        sessions = FieldCarrier(account, "opened_at", ("password",))  # of which sessions hold a digest
        register_carrying(sessions.take, sessions.give, list)
        register_carrying(device_sessions.left_devices, device_sessions.leave_again, list)
        register_closing(device_sessions.end_all_sessions)
        register_numbers(account._meta.db_table)
