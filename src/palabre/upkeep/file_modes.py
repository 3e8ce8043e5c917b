"""The data folder is for its owner alone, whatever the umask of who starts Palabre. Without Django: `serving` asks."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

ALONE = 0o077  # what is taken from everybody else
OURS = (
    "palabre.sqlite3*",
    "secret*",
    "*.lock",
    "clock*",
    "ledger",
    "backups",
    "attachments",
    "ballot-keys",
    "exports",
    "static",
    "styles",
    "restoring-*",
)

DENIED = {errno.EACCES, errno.EPERM, errno.EROFS, errno.EEXIST, errno.EISDIR, errno.ENOTDIR}
REFUSED = DENIED | {errno.EDQUOT, errno.ENOSPC}


@contextmanager
def said_if_not_writable(data: Path) -> Iterator[None]:
    """End a start in a sentence where the system lets nothing be written in the folder."""
    try:
        yield
    except OSError as refused:
        if refused.errno not in REFUSED:
            raise
        raise SystemExit(
            f"Rien ne s’écrit dans {data} ({refused.strerror}) : faites-y de la place, ou rendez-le à ce compte.\n"
            f"  Nothing is written in {data} ({refused.strerror}): make room there, or give it to this account."
        ) from None


def keep_alone(data: Path) -> list[Path]:
    """Have what is made from now on be the owner's alone, and mend what is there; return what could not be mended.

    Only what Palabre makes is touched: somebody may keep other things in that folder.
    """
    os.umask(ALONE)
    data.mkdir(parents=True, exist_ok=True)
    return [path for path in (data, *ours_in(data)) if not is_alone(path)]


def ours_in(data: Path) -> Iterator[Path]:
    for pattern in OURS:
        for path in data.glob(pattern):
            yield path
            if path.is_dir() and not path.is_symlink():
                yield from path.rglob("*")


def is_alone(path: Path) -> bool:
    """Take its rights from everybody else, and say whether that is done. A link has none of its own."""
    with suppress(FileNotFoundError):
        mode = path.lstat().st_mode
        if not stat.S_ISLNK(mode) and mode & ALONE:
            try:
                path.chmod(stat.S_IMODE(mode) & ~ALONE)
            except PermissionError:
                return False
    return True
