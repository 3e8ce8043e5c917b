"""A process apart, with bounds of memory and time, in which a file from elsewhere is read.

It may be a bomb: the process may die without anybody noticing but the person who gave the file.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from types import ModuleType

from django.utils.translation import gettext as _

from palabre.refusal import Refusal

SECONDS = 30
AT_ONCE = threading.BoundedSemaphore(2)  # files read by this process: each may take a gigabyte and a processor
PATIENCE = 5  # seconds that one more waits for its turn
TOO_LONG = 124  # the status of what had to be stopped, as `timeout` says it
CHILD = """
import resource, sys
from importlib import import_module
for kind, most in ((resource.RLIMIT_AS, 1024 ** 3), (resource.RLIMIT_CPU, 25), (resource.RLIMIT_CORE, 0)):
    resource.setrlimit(kind, (most, most))
sys.path[:] = sys.argv[1:-2]
import_module(sys.argv[-2]).main(sys.argv[-1], sys.stdout)
"""


def read_apart(reader: ModuleType, kind: str, content: bytes) -> tuple[int, bytes]:
    """Have `reader.main(kind, out)` read `content` on standard input; return its exit status and what it wrote.

    The module must load no Django. Raises a Refusal when too many files are being read.
    """
    command = [sys.executable, "-I", "-c", CHILD, *map(str, sys.path), reader.__name__, kind]
    if not AT_ONCE.acquire(timeout=PATIENCE):
        raise Refusal(
            _("Other documents are being read just now."), instead=_("Wait half a minute, then send yours again.")
        )
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return TOO_LONG, b""
    finally:
        AT_ONCE.release()
    return done.returncode, done.stdout
