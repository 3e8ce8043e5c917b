"""Django's `migrate`, between two of the index: a migration may write anew a table that a trigger watches."""

from typing import Any

from django.core.management.commands import migrate as of_django

from palabre.search import watched_tables
from palabre.upkeep import migration_state

of_django.MigrationExecutor = migration_state.OneStepExecutor  # type: ignore[attr-defined]  # the command asks for no other


class Command(of_django.Command):
    def handle(self, *args: Any, **options: Any) -> Any:
        if options["plan"] or options["check_unapplied"]:
            return super().handle(*args, **options)
        if options["app_label"] or migration_state.wait():
            watched_tables.stop_watching()
        try:
            return super().handle(*args, **options)
        finally:
            if watched_tables.can_watch():
                watched_tables.watch_again()
