"""Make the demonstration."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from palabre.home.example.example_space import make_demonstration


class Command(BaseCommand):
    help = "Make an invented community to visit, unless it is there, and print its path."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(make_demonstration(at=timezone.now()).get_absolute_url())
