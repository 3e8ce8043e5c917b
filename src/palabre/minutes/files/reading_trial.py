"""Reads minutes in a process of its own with a limit of processor time. It does not load Django."""

import math
import resource
import sys
import time
from typing import TextIO

from palabre.pure.minutes import read_minutes


def main(seconds: str, _out: TextIO) -> None:
    """Read the text on standard input. The system ends the process after so many seconds of processor more.

    The first second to begin counts as one.
    """
    used = math.floor(time.process_time()) + int(seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (used, used))
    read_minutes(sys.stdin.buffer.read().decode())
