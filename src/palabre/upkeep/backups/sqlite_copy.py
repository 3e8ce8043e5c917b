"""A copy of a SQLite database while others write in it, and its way back."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

MEMBER = "database.sqlite3"
PATIENCE = 60  # seconds for a writer to let us in
BESIDE = ("-wal", "-shm", "-journal")


class NotWhole(Exception):
    """SQLite found a fault in the file: what was copied would not come back."""


def copy(source: Path, to: Path) -> None:
    """Copy what the database holds at one instant; writers go on meanwhile.

    VACUUM INTO, not the pages one by one: what was deleted, such as a name taken away, does not come along.
    """
    with closing(sqlite3.connect(source, timeout=PATIENCE)) as database:
        database.execute("VACUUM INTO ?", [str(to)])
    check(to)


def check(path: Path) -> None:
    """Raise NotWhole unless the file is sound and each key leads somewhere."""
    with closing(sqlite3.connect(path)) as database:
        try:
            sound = database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            astray = database.execute("PRAGMA foreign_key_check").fetchone()
        except sqlite3.DatabaseError as fault:
            raise NotWhole from fault
    if not sound or astray:
        raise NotWhole


def restore_sqlite(copied: Path, *, to: Path, aside: Path) -> None:
    """Put the copy in the place of the database, which is kept aside. At no instant is there none.

    All of it is aside before anything goes: on a full disk, the last writings may be in the log alone.
    """
    check(copied)
    if to.exists():
        checkpoint_file(to)
        beside = [to.with_name(to.name + ending) for ending in BESIDE]
        for former in [to, *filter(Path.exists, beside)]:
            shutil.copy2(former, aside / former.name)
        for former in beside:
            former.unlink(missing_ok=True)
    os.replace(copied, to)


def checkpoint_file(path: Path) -> None:
    """Have the last writings in the file itself. A broken file stays as it is: it goes aside all the same."""
    with closing(sqlite3.connect(path)) as database:
        try:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.DatabaseError:
            return
