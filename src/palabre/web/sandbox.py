"""A process apart, with bounds of memory and time, in which a file from elsewhere is read.

It may be a bomb: the process may die without anybody noticing but the person who gave the file. One file is read at a
time, after the pages (nice); who waits for her turn holds no thread of the pages (serving/slow_queues.py). Copies of
pages are made so too, one at a time, beside: nobody who sends a file waits for them.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from types import ModuleType

from django.utils.translation import gettext as _

from palabre.refusal import Refusal

SECONDS = 30
AT_ONCE = threading.BoundedSemaphore(1)  # files read by this process: each may take all its memory and a processor
COPIES_AT_ONCE = threading.BoundedSemaphore(1)
PATIENCE = 30  # seconds that one more waits for its turn
MEMORY = 400 * 1024 * 1024  # bytes of address space
ONE_ARENA = {"MALLOC_ARENA_MAX": "1"}  # glibc reserves 64 MiB for each thread otherwise
TOO_LONG = 124  # the status of what had to be stopped, as `timeout` says it
CHILD = f"""
import os, resource, sys
from importlib import import_module
os.nice(10)
for kind, most in ((resource.RLIMIT_AS, {MEMORY}), (resource.RLIMIT_CPU, 25), (resource.RLIMIT_CORE, 0)):
    resource.setrlimit(kind, (most, most))
sys.path[:] = sys.argv[1:-2]
import_module(sys.argv[-2]).main(sys.argv[-1], sys.stdout)
"""


def read_apart(reader: ModuleType, kind: str, content: bytes) -> tuple[int, bytes]:
    """Have `reader.main(kind, out)` read `content` on standard input; return its exit status and what it wrote.

    The module must load no Django. Raises a Refusal when too many files are being read.
    """
    if not AT_ONCE.acquire(timeout=PATIENCE):
        raise Refusal(
            _("Other documents are being read just now."), instead=_("Wait half a minute, then send yours again.")
        )
    try:
        return run_apart(reader, kind, content)
    finally:
        AT_ONCE.release()


def make_apart(maker: ModuleType, kind: str, content: bytes) -> tuple[int, bytes]:
    """Have a copy made, as a file is read. Raises a Refusal when too many are being made."""
    if not COPIES_AT_ONCE.acquire(timeout=PATIENCE):
        raise Refusal(_("Other copies are being made just now."), instead=_("Wait half a minute, then ask again."))
    try:
        return run_apart(maker, kind, content)
    finally:
        COPIES_AT_ONCE.release()


def run_apart(module: ModuleType, kind: str, content: bytes) -> tuple[int, bytes]:
    command = [sys.executable, "-I", "-c", CHILD, *map(str, sys.path), module.__name__, kind]
    try:
        done = subprocess.run(
            command, input=content, capture_output=True, timeout=SECONDS, check=False, env=os.environ | ONE_ARENA
        )
    except subprocess.TimeoutExpired:
        return TOO_LONG, b""
    return done.returncode, done.stdout
