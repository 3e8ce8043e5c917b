"""`palabre manage calendar_answers [FOLDER]`: read the answers of calendars, in a folder of mails or by IMAP."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from palabre.meetings.calendars.answer_mailbox import read_folder, read_imap


class Command(BaseCommand):
    help = "Lit les réponses des agendas aux invitations. / Reads the answers of calendars to invitations."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, help="un dossier de .eml, un Maildir / a folder of mails")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = options["folder"]
        if folder is not None and not folder.is_dir():
            raise CommandError(f"Ce dossier n’est pas là : {folder} / No such folder.")
        if folder is None and not settings.ANSWERS_IMAP:
            raise CommandError("Dites un dossier, ou réglez PALABRE_ANSWERS_IMAP. / Say a folder, or set the mailbox.")
        now = timezone.now()
        read = read_folder(folder, now) if folder is not None else read_imap(settings.ANSWERS_IMAP, now)
        self.stdout.write(f"Réponses notées / Answers noted: {read}")
