"""The folder of exports that wait for whoever asked: files of the data folder, for its owner alone.

A file is named at random by its row, is in no backup, and is deleted once no row names it.
"""

from __future__ import annotations

import datetime
import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db.models import Sum

from palabre.home.models import Export
from palabre.upkeep.backups.copy_archive import for_the_owner

FOLDER = "exports"
STAYS = datetime.timedelta(days=1)
EVERY = datetime.timedelta(minutes=5)
ROOM = 512 * 1024 * 1024  # bytes of finished exports, with which another one may begin
LAST_ROOM = 50 * 1024 * 1024  # free bytes that an export leaves to those who write
AT_LEAST = datetime.timedelta(minutes=10)  # during which a finished export makes no room for others


def folder() -> Path:
    return Path(settings.DATA) / FOLDER


def path_of(export: Export) -> Path:
    return folder() / export.file


def new_file(export: Export) -> BinaryIO:
    """Return the empty file of this export, in place of what a worker that died left there."""
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    path_of(export).unlink(missing_ok=True)
    return open(path_of(export), "xb", opener=for_the_owner)


def delete_old_exports(now: datetime.datetime) -> None:
    """Delete the exports that were asked for more than a day ago, and files without a row. Run by the clock."""
    Export.objects.filter(asked_at__lt=now - STAYS).delete()
    delete_unneeded()


def delete_unneeded() -> None:
    """Delete the files that no row names. The folder is listed first: a row is stored before its file is made."""
    found = list(files())
    needed = set(Export.objects.values_list("file", flat=True)) if found else set()
    for path in found:
        if path.name not in needed:
            path.unlink(missing_ok=True)


def has_room(now: datetime.datetime) -> bool:
    """Return whether another export may begin; delete the oldest finished ones where they take too much room."""
    made = Export.objects.made().order_by("made_at")
    while (made.aggregate(total=Sum("size"))["total"] or 0) > ROOM:
        oldest = made.filter(made_at__lt=now - AT_LEAST).first()
        if oldest is None:
            return False
        oldest.delete()
        path_of(oldest).unlink(missing_ok=True)
    return True


def refuse_last_room() -> None:
    """Raise OSError where the disk is nearly full: an export that fills it would have everybody refused."""
    if shutil.disk_usage(folder()).free < LAST_ROOM:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def size_on_disk(stream: BinaryIO) -> int:
    """Write the file down to the disk and return its size."""
    stream.flush()
    os.fsync(stream.fileno())
    return os.fstat(stream.fileno()).st_size


def files() -> Iterator[Path]:
    with suppress(FileNotFoundError):
        yield from folder().iterdir()
