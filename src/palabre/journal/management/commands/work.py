"""palabre manage work: announce, deliver and keep the clock until asked to stop."""

import logging
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from palabre.journal import worker
from palabre.upkeep.sqlite.base import give_way


class Command(BaseCommand):
    help = "Tell the news to those they concern, and do what comes round by the clock."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="stop when nothing is left to do now")

    def handle(self, *, once: bool, **options: Any) -> None:
        logging.getLogger("palabre.journal").setLevel(logging.INFO)
        if once:
            worker.work_once()
        else:
            give_way()
            worker.work()
