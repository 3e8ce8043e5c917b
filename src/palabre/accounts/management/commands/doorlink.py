"""Print the link to hand to the person who animates."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from palabre.accounts import creation_link


class Command(BaseCommand):
    help = "Print the path of a link, good for 30 days, with which a person may make a space here."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--at-start",
            action="store_true",
            help="good for a day, and only while nobody looks after this server: a journal keeps what is printed",
        )

    def handle(self, *args: Any, at_start: bool, **options: Any) -> None:
        if not at_start:
            self.stdout.write(creation_link.creation_link_path())
        elif creation_link.is_needed():
            self.stdout.write(creation_link.creation_link_path(creation_link.AT_START))
