"""The folder of files that were brought and wait for a yes: of the data folder, for its owner alone, in no backup.

A file is named at random by its row. It goes once the forum is brought home, or a day later.
"""

from __future__ import annotations

import datetime
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from palabre.forums.models import BroughtRow, Homecoming
from palabre.questions.question_lineage import A_MONTH
from palabre.refusal import Refusal
from palabre.upkeep.backups.copy_archive import for_the_owner

FOLDER = "homecomings"
STAYS = datetime.timedelta(days=1)
EVERY = datetime.timedelta(hours=1)
MOST = 20  # files of one space that wait at once, of 12 MB each: one member has one


def files_folder() -> Path:
    return Path(settings.DATA) / FOLDER


def keep_file(homecoming: Homecoming, content: bytes) -> None:
    files_folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    with open(files_folder() / homecoming.file, "xb", opener=for_the_owner) as stream:
        stream.write(content)


def content_of(homecoming: Homecoming) -> bytes:
    """Return the bytes of the file. Raise a Refusal once it is gone."""
    try:
        return (files_folder() / homecoming.file).read_bytes()
    except FileNotFoundError:
        raise Refusal(_("This file is no longer here."), instead=_("Give it again: it is kept for a day.")) from None


def drop_file(homecoming: Homecoming) -> None:
    (files_folder() / homecoming.file).unlink(missing_ok=True)


def make_room(newest: Homecoming) -> None:
    """Drop the former files of who brought this one, and the oldest of its space beyond MOST. The space is held."""
    waiting = Homecoming.objects.filter(space=newest.space_id, brought_at=None).exclude(pk=newest.pk)
    kept = 1
    for one in waiting.order_by("-pk").only("by_id", "file"):
        if one.by_id == newest.by_id or kept >= MOST:
            drop_file(one)
        else:
            kept += (files_folder() / one.file).exists()


def clear_homecomings(now: datetime.datetime) -> None:
    """Delete what waited for more than a day, files without a row, and what no undo needs. Run by the clock."""
    found = [path for path in files_folder().iterdir() if path.is_file()] if files_folder().is_dir() else []
    Homecoming.objects.filter(brought_at=None, at__lt=now - STAYS).delete()
    waiting = set(Homecoming.objects.filter(brought_at=None).values_list("file", flat=True)) if found else set()
    for path in found:
        if path.name not in waiting:
            path.unlink(missing_ok=True)
    BroughtRow.objects.filter(homecoming__brought_at__lt=now - A_MONTH).delete()
