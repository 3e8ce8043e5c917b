"""Lock of the data folder: shared by serving processes, exclusive for restoring a backup.

It is a lock of the operating system, not a lock file: it ends with the processes that hold it. Without Django, because
the supervisor holds it.
"""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path


class HeldByOthers(Exception):
    pass


class NoLocks(OSError):
    """The file system of this folder takes no locks."""


@contextlib.contextmanager
def file_lock(folder: Path, name: str, *, how: int) -> Iterator[int]:
    """Hold the lock `name` of a folder with the flags `how` (fcntl.LOCK_SH, LOCK_EX, LOCK_NB); yield its descriptor."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = os.open(folder / name, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, how)
    except OSError as refused:
        os.close(lock)
        if isinstance(refused, BlockingIOError):
            raise HeldByOthers from None
        raise NoLocks(refused.errno, refused.strerror) from None
    try:
        yield lock
    finally:
        os.close(lock)


def shared_data_lock(data: Path) -> contextlib.AbstractContextManager[int]:
    """Lock the folder for serving. Children that inherit the descriptor hold it too, until the last one ends."""
    return file_lock(data, "serving.lock", how=fcntl.LOCK_SH | fcntl.LOCK_NB)


def exclusive_data_lock(data: Path) -> contextlib.AbstractContextManager[int]:
    """Lock the folder exclusively. Raise HeldByOthers when it is being served."""
    return file_lock(data, "serving.lock", how=fcntl.LOCK_EX | fcntl.LOCK_NB)


def upgrading(data: Path) -> contextlib.AbstractContextManager[int]:
    """Bring the folder up to date one at a time: the next one waits, and finds it done."""
    return file_lock(data, "upgrade.lock", how=fcntl.LOCK_EX)


def copying(folder: Path) -> contextlib.AbstractContextManager[int]:
    """Make one backup at a time in a folder: the next one waits."""
    return file_lock(folder, ".lock", how=fcntl.LOCK_EX)


def unpacking(data: Path) -> contextlib.AbstractContextManager[int]:
    """Hold this while a backup is looked into beside the database: others may do so too."""
    return file_lock(data, "unpacking.lock", how=fcntl.LOCK_SH)


def nobody_unpacking(data: Path) -> contextlib.AbstractContextManager[int]:
    """Raise HeldByOthers while a backup is being looked into."""
    return file_lock(data, "unpacking.lock", how=fcntl.LOCK_EX | fcntl.LOCK_NB)
