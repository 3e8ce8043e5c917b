"""Print the link to hand to the person who animates."""

from typing import Any

from django.core.management.base import BaseCommand

from palabre.accounts import door


class Command(BaseCommand):
    help = "Print the path of a link, good for 30 days, with which a person may make a space here."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(door.address())
