"""The accounts slice's place among the installed apps."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "palabre.accounts"

    def ready(self) -> None:
        from palabre.upkeep.hooks import register_numbers  # nothing is ready before

        register_numbers(self.get_model("Account")._meta.db_table)
