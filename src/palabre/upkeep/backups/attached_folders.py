"""Folders of files that never change, such as attachments: kept once beside the copies, whatever their number.

Each file is a second name of the one that is served (a hard link), which costs no room; elsewhere it is copied. Its
hour is when it was needed last: `rotate` trusts the slice that keeps the folder to say it each day.
"""

from __future__ import annotations

import datetime
import os
import secrets
import shutil
from pathlib import Path

from django.conf import settings

from palabre.upkeep.backups import copy_folder
from palabre.upkeep.machine_clock import SKEW

ATTACHMENTS = "attachments"
FOLDERS = [ATTACHMENTS]  # of DATA: their files stand in folders of two letters, and never change
PART = ".part-"
NEEDED_NO_LONGER = datetime.timedelta(days=91)  # older than any copy, but for the last of a server that sleeps


def link_folders_beside(place: Path) -> None:
    """Have every file of today in `place`, beside the copy that is being made there."""
    for name in FOLDERS:
        link_files(Path(settings.DATA) / name, place / name)


def restore_folders(place: Path) -> None:
    """Put back in the data folder what stands beside a copy. What came since stays: nothing asks for it."""
    for name in FOLDERS:
        link_files(place / name, Path(settings.DATA) / name)


def delete_halves(place: Path) -> None:
    """Delete what a killed process left: nothing else would, though the file be deleted. Who copies there is alone."""
    for name in FOLDERS:
        for path in (place / name).glob(f"??/{PART}*"):
            path.unlink()


def missing(place: Path) -> list[str]:
    """Return the folders that do not stand beside the copies of `place`: what was in them cannot come back."""
    return [name for name in FOLDERS if not (place / name).is_dir()]


def rotate(*, now: datetime.datetime, by: datetime.datetime) -> None:
    """Delete, beside the copies, what is served no longer and what no copy can ask for by the instant `by`.

    An hour that lies ahead of `now` was written by a wrong clock: it becomes that of now.
    """
    old, ahead = (by - NEEDED_NO_LONGER).timestamp(), (now + SKEW).timestamp()
    for name in FOLDERS:
        for path in files_of(copy_folder.folder() / name):
            served = Path(settings.DATA) / name / path.parent.name / path.name
            needed_last = path.stat().st_mtime
            if not served.exists() and needed_last < old:
                path.unlink()
            elif needed_last > ahead:
                os.utime(path, (now.timestamp(), now.timestamp()))


def link_files(source: Path, to: Path) -> None:
    for path in files_of(source):
        there = to / path.parent.name / path.name
        if there.exists():
            continue
        there.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = there.parent / f"{PART}{secrets.token_hex(8)}"
        try:
            link_or_copy(path, part)
            os.replace(part, there)
        except FileNotFoundError:  # cleared a moment ago: nothing needed it
            continue
        finally:
            part.unlink(missing_ok=True)


def link_or_copy(path: Path, to: Path) -> None:
    try:
        os.link(path, to)
    except FileNotFoundError:
        raise
    except OSError:  # another disk, or one that knows no links
        shutil.copy2(path, to)


def files_of(folder: Path) -> list[Path]:
    """Return the whole files of a folder; those half written have a dot before their name."""
    return [path for path in folder.glob("??/*") if not path.name.startswith(".")]
