"""The keys of open votes: each in a file of its own, which no copy and no export holds, deleted when the vote closes.

A ballot says nothing without its key: neither whose it is, nor where its dots are. A database that is restored finds no
key, and its vote begins anew (see day_dots).
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import json
import os
import re
import secrets
import shutil
from collections.abc import Collection, Sequence
from pathlib import Path

from django.conf import settings

FOLDER = "ballot-keys"  # of the data folder; backups do not hold it: see upkeep.backups.backup.members
A_NAME = re.compile(r"[0-9a-f]{32}")
EVERY = datetime.timedelta(hours=6)
FRESH = datetime.timedelta(hours=1)  # the vote of a key so young may not be written yet


@dataclasses.dataclass(frozen=True, slots=True)
class BallotKey:
    """A key, the `name` of its file, and the ids of the questions that were there when the vote opened."""

    name: str
    secret: bytes
    questions: tuple[int, ...]


def key_folder() -> Path:
    return Path(settings.DATA) / FOLDER


def make_key(questions: Sequence[int]) -> BallotKey:
    """Write a new key in its file, which its owner alone reads."""
    key = BallotKey(secrets.token_hex(16), secrets.token_bytes(32), tuple(questions))
    key_folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    opened = os.open(key_folder() / key.name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(opened, "w", encoding="utf-8") as file:
        json.dump({"secret": key.secret.hex(), "questions": key.questions}, file)
        file.flush()
        os.fsync(file.fileno())
    return key


def key_named(name: str) -> BallotKey | None:
    """Return the key of this name; None when its file is not there, or is damaged."""
    if not A_NAME.fullmatch(name):
        return None
    try:
        said = json.loads((key_folder() / name).read_text(encoding="utf-8"))
        return BallotKey(name, bytes.fromhex(said["secret"]), tuple(said["questions"]))
    except (FileNotFoundError, ValueError, TypeError, KeyError):
        return None


def forget_former_keys(_at: datetime.datetime) -> None:
    """Delete all keys after a restoration: they were of the database that was replaced."""
    shutil.rmtree(key_folder(), ignore_errors=True)


def forget_key(name: str) -> None:
    """Overwrite the file of a key, then delete it. Idempotent."""
    if not A_NAME.fullmatch(name):
        return
    with contextlib.suppress(FileNotFoundError):
        path = key_folder() / name
        with path.open("r+b") as file:
            file.write(bytes(path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()


def forget_keys(*, but: Collection[str] = (), before: datetime.datetime | None = None) -> None:
    """Delete all keys but those of these names, and those written since `before`."""
    for path in [*key_folder().glob("*")] if key_folder().exists() else []:
        is_old = before is None or path.stat().st_mtime < before.timestamp()
        if path.name not in but and is_old:
            forget_key(path.name)
