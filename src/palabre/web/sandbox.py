"""Separate process, with limits of memory and time, that parses uploaded files.

A file may be a bomb: the process may die, and only the uploader notices. One file is parsed at a time, at low priority
(nice); waiting uploads hold no thread of the pages (serving/slow_queues.py). Copies of pages are made in the same way,
one at a time, in a queue of their own: uploads do not wait for them.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
from types import ModuleType

from django.core.cache import cache
from django.utils.translation import gettext as _

from palabre.refusal import Refusal

SECONDS = 60  # of a busy machine: the processor time is bounded below
AT_ONCE = threading.BoundedSemaphore(1)  # files parsed by this process: each may take all its memory and a processor
COPIES_AT_ONCE = threading.BoundedSemaphore(1)
PATIENCE = 30  # seconds of waiting for a turn
MEMORY = 400 * 1024 * 1024  # bytes of address space
ONE_ARENA = {"MALLOC_ARENA_MAX": "1"}  # glibc reserves 64 MiB for each thread otherwise
TOO_LONG = 124  # exit status of a stopped process, as for `timeout`
STOPPED = (TOO_LONG, -signal.SIGXCPU, -signal.SIGKILL)
NICE = 10  # below the pages
REST = 10 * 60  # seconds that the sender of a slow file waits: it held the turn of everybody
CHILD = f"""
import os, resource, sys
from importlib import import_module
os.nice(int(sys.argv.pop()))
for kind, most in ((resource.RLIMIT_AS, {MEMORY}), (resource.RLIMIT_CPU, 25), (resource.RLIMIT_CORE, 0)):
    resource.setrlimit(kind, (most, most))
sys.path[:] = sys.argv[1:-2]
import_module(sys.argv[-2]).main(sys.argv[-1], sys.stdout)
"""


class TooSlow(Refusal):
    status = 429


def refuse_after_slow(sender: str) -> None:
    """Raise a Refusal while the last file of this sender ran out of time, as far as this process knows."""
    if cache.get(slow_key(sender)):
        raise TooSlow(
            _("Your last file took too long to read."), instead=_("Wait ten minutes, then send a simpler one.")
        )


def note_slow(sender: str, status: int) -> None:
    """Remember the sender of a file whose reading was stopped; `status` is that of `run_apart`."""
    if status in STOPPED:
        cache.set(slow_key(sender), True, REST)


def slow_key(sender: str) -> str:
    return f"slow-file-{sender}".replace(" ", "-")


def read_apart(reader: ModuleType, kind: str, content: bytes, sender: str) -> tuple[int, bytes]:
    """Run `reader.main(kind, out)` with `content` on standard input; return its exit status and output.

    The module must not load Django. Raise a Refusal when too many files are being parsed, and after a slow one of this
    sender, which may have been read while this one waited.
    """
    refuse_after_slow(sender)
    if not AT_ONCE.acquire(timeout=PATIENCE):
        raise Refusal(
            _("Other documents are being read just now."), instead=_("Wait half a minute, then send yours again.")
        )
    try:
        refuse_after_slow(sender)
        status, said = run_apart(reader, kind, content)
        note_slow(sender, status)
        return status, said
    finally:
        AT_ONCE.release()


def make_apart(maker: ModuleType, kind: str, content: bytes) -> tuple[int, bytes]:
    """Make a copy in the same way. Raise a Refusal when too many are being made."""
    if not COPIES_AT_ONCE.acquire(timeout=PATIENCE):
        raise Refusal(_("Other copies are being made just now."), instead=_("Wait half a minute, then ask again."))
    try:
        return run_apart(maker, kind, content)
    finally:
        COPIES_AT_ONCE.release()


def run_apart(module: ModuleType, kind: str, content: bytes, *, nice: int = NICE) -> tuple[int, bytes]:
    """Run it; its temporary files are deleted here, for a process that is stopped leaves them."""
    command = [sys.executable, "-I", "-c", CHILD, *map(str, sys.path), module.__name__, kind, str(nice)]
    with tempfile.TemporaryDirectory(prefix="palabre-", ignore_cleanup_errors=True) as folder:
        kept = os.environ | ONE_ARENA | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), folder)
        try:
            done = subprocess.run(  # what a library complains of has no bound: a PDF of 500 KB made 600 MB of it
                command,
                input=content,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=SECONDS,
                check=False,
                env=kept,
            )
        except subprocess.TimeoutExpired:
            return TOO_LONG, b""
    return done.returncode, done.stdout
