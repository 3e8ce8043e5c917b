"""Change the instance's secret."""

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from palabre.upkeep import secrets_file


class Command(BaseCommand):
    help = (
        "Make a new secret, which signs from the next start on. What was signed with the former ones stays good, "
        "unless they are forgotten: do that when a secret was stolen, everybody then comes in again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--forget", action="store_true", help="forget the former secrets: their links are dead")

    def handle(self, *args: Any, forget: bool, **options: Any) -> None:
        if os.environ.get("PALABRE_SECRET_KEY"):
            raise CommandError(
                "Le secret vient de PALABRE_SECRET_KEY : changez-le là, et donnez l’ancien à PALABRE_FORMER_SECRETS. "
                "/ The secret comes from PALABRE_SECRET_KEY: change it there."
            )
        secrets_file.rotate(Path(settings.DATA), forget=forget)
        self.stdout.write("Secret changé : redémarrez Palabre. / Secret changed: restart Palabre.")
