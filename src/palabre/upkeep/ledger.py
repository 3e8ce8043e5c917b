"""The server's own ledger, for thirty days: sign-ins, wrong codes, acts that nobody undoes. No screen shows it.

A line bears an instant, a kind of act, and numbers of rows: never a name, an address or a word. It stands in the data
folder, a file for each day, and does not go with the copies.
"""

from __future__ import annotations

import datetime
import logging
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.db import transaction

from palabre.upkeep.backups.copy_archive import for_the_owner

FOLDER = "ledger"
NAMED = "%Y-%m-%d.log"
STAYS = datetime.timedelta(days=30)
EVERY = datetime.timedelta(days=1)
WRONG_CODE = "wrong-code"
MOST_WRONG_CODES = 1_000_000  # bytes of a day's file: whoever guesses all day does not fill the disk
log = logging.getLogger(__name__)


def note_in_ledger(kind: str, *, at: datetime.datetime, **numbers: int | None) -> None:
    """Write that this was done, once the transaction is over, if there is one. What goes wrong stops no act."""
    said = " ".join(f"{name}={number}" for name, number in numbers.items() if number is not None)
    line = f"{at.astimezone(datetime.UTC):%Y-%m-%dT%H:%M:%SZ} {kind} {said}".rstrip()
    transaction.on_commit(lambda: write_ledger_line(line, kind, at=at))


def write_ledger_line(line: str, kind: str, *, at: datetime.datetime) -> None:
    file = folder() / at.astimezone(datetime.UTC).strftime(NAMED)
    try:
        folder().mkdir(mode=0o700, parents=True, exist_ok=True)
        if kind == WRONG_CODE and file.exists() and file.stat().st_size > MOST_WRONG_CODES:
            return
        with open(file, "ab", opener=for_the_owner) as stream:
            stream.write(f"{line}\n".encode())
    except OSError as fault:
        log.warning("the ledger was not written: %s", type(fault).__name__)


def delete_old_ledger(now: datetime.datetime) -> None:
    """Delete the files of days that are more than thirty days old. Done by the clock."""
    oldest = (now - STAYS).astimezone(datetime.UTC).strftime(NAMED)
    for file in folder().glob("????-??-??.log"):
        if file.name < oldest:
            with suppress(OSError):
                file.unlink()


def folder() -> Path:
    return Path(settings.DATA) / FOLDER
