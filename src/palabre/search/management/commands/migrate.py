"""Django's `migrate`, between two of the index: a migration may write anew a table that a trigger watches."""

from typing import Any

from django.core.management.commands.migrate import Command as Migrate

from palabre.search import watched_tables
from palabre.upkeep import migration_state


class Command(Migrate):
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
