"""Who has the data folder: those who serve share it, whoever brings back a copy wants it alone.

A lock of the system's, not a file that says so: it ends with the processes that hold it, however they end. Without
Django, since the supervisor holds it.
"""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path


class HeldByOthers(Exception):
    pass


@contextlib.contextmanager
def file_lock(folder: Path, name: str, *, how: int) -> Iterator[int]:
    """Hold the lock `name` of a folder as `how` says (fcntl.LOCK_SH, LOCK_EX, LOCK_NB); yield its descriptor."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = os.open(folder / name, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, how)
    except BlockingIOError:
        os.close(lock)
        raise HeldByOthers from None
    try:
        yield lock
    finally:
        os.close(lock)


def shared_data_lock(data: Path) -> contextlib.AbstractContextManager[int]:
    """Say that Palabre serves this folder. Children that inherit the descriptor hold it too, until the last ends."""
    return file_lock(data, "serving.lock", how=fcntl.LOCK_SH | fcntl.LOCK_NB)


def exclusive_data_lock(data: Path) -> contextlib.AbstractContextManager[int]:
    """Have the folder to oneself. Raises HeldByOthers where it is served."""
    return file_lock(data, "serving.lock", how=fcntl.LOCK_EX | fcntl.LOCK_NB)


def copying(folder: Path) -> contextlib.AbstractContextManager[int]:
    """Make one copy at a time in a folder: the next one waits."""
    return file_lock(folder, ".lock", how=fcntl.LOCK_EX)
