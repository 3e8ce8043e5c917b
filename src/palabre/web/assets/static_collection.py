"""Collect the static files once for each version of them: to compress them takes seconds of every start."""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

STAMP = "collected.txt"  # beside what was collected: the digest of what it was collected from


def collect_static_files() -> bool:
    """Collect and compress the static files, unless those of this version are there; return whether it did.

    The digest is written last: a collection that was cut short is made again.
    """
    stamp, now = Path(settings.STATIC_ROOT, STAMP), digest()
    if stamp.is_file() and stamp.read_text() == now:
        return False
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(now)
    return True


def digest() -> str:
    """Return a digest of the names and contents of all static files, and of what collects them."""
    told = hashlib.sha256(f"{version('django')} {version('whitenoise')}\n".encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            with storage.open(name) as file:
                told.update(f"{name} {hashlib.sha256(file.read()).hexdigest()}\n".encode())
    return told.hexdigest()
