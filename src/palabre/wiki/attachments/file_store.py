"""The folder of attachments: each file is named after its own bytes, is written once, and never changes."""

from __future__ import annotations

import contextlib
import datetime
import os
import re
import secrets
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from palabre.upkeep.backups.attached_folders import ATTACHMENTS
from palabre.upkeep.backups.backup import fsync_folder
from palabre.upkeep.machine_clock import SKEW

NAME = re.compile(r"([0-9a-f]{64})(-small)?")
PART = ".part-"


def folder() -> Path:
    return Path(settings.DATA) / ATTACHMENTS


def path_of(digest: str, *, small: bool = False) -> Path:
    return folder() / digest[:2] / (f"{digest}-small" if small else digest)


def store_file(digest: str, content: bytes, *, small: bool = False) -> None:
    """Write these bytes down to the disk, whole or not at all. A file that is there already is said to be needed."""
    path = path_of(digest, small=small)
    with contextlib.suppress(FileNotFoundError):
        os.utime(path)
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.parent / f"{PART}{secrets.token_hex(8)}"
    try:
        with open(part, "xb", opener=for_the_owner) as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    fsync_folder(path.parent)


def clear(needed: set[str], *, now: datetime.datetime, after: datetime.timedelta) -> int:
    """Delete the files that were not `needed` for so long, and what a death left half written; return how many.

    The hour of a file is when it was needed last: each round says it again of those that still are. One that lies
    ahead was written by a wrong clock: it counts from now.
    """
    gone, old = 0, (now - after).timestamp()
    for path in files():
        found = NAME.fullmatch(path.name)
        with contextlib.suppress(FileNotFoundError):  # half written a moment ago, whole now
            needed_last = path.stat().st_mtime
            if (found and found[1] in needed) or needed_last > now.timestamp() + SKEW.total_seconds():
                os.utime(path, (now.timestamp(), now.timestamp()))
            elif needed_last < old:
                path.unlink()
                gone += 1
    return gone


def size_of(digest: str) -> int:
    """Return the bytes that this file takes on the disk, drawn smaller too; 0 when it is not there."""
    paths = (path_of(digest, small=small) for small in (False, True))
    return sum(path.stat().st_size for path in paths if path.exists())


def delete(digests: set[str]) -> None:
    """Delete the bytes of these, those drawn smaller too. Done twice, it is done once."""
    for digest in digests:
        for small in (False, True):
            path_of(digest, small=small).unlink(missing_ok=True)


def files() -> Iterator[Path]:
    """Every file of the folder, those half written included."""
    return (path for path in list(folder().glob("??/*")) if path.is_file())


def for_the_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
