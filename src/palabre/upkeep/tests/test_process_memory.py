"""Memory that is freed goes back to the system."""

import platform
import subprocess
import sys

import pytest

from palabre.upkeep.process_memory import resident, trim

GNU = pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only the C library of GNU does it when asked")
HEAPS_OF_FOUR_THREADS = """
import ctypes, sys, threading
from palabre.upkeep.process_memory import share_one_heap
if sys.argv[1] == "one":
    share_one_heap()
met, held = threading.Barrier(4), []
def take():
    met.wait()
    held.append([bytearray(2_000) for _piece in range(100)])
    met.wait()
threads = [threading.Thread(target=take) for _thread in range(4)]
[one.start() for one in threads]
[one.join() for one in threads]
library = ctypes.CDLL(None)
library.fdopen.restype = ctypes.c_void_p
output = ctypes.c_void_p(library.fdopen(1, b"w"))
library.malloc_info(0, output)
library.fflush(output)
"""


@GNU
def test_what_the_library_kept_goes_back_to_the_system() -> None:
    pieces = [bytes(2_000) for _piece in range(30_000)]
    last = pieces.pop()  # the end of the heap stays in use: nothing goes back by itself
    del pieces
    kept = resident()

    trim()

    assert last
    assert kept - resident() > 30_000_000


@GNU
def test_all_threads_take_from_one_heap() -> None:
    """Without asking, each has its own: the test would say nothing otherwise."""

    def heaps(how: str) -> int:
        command = [sys.executable, "-c", HEAPS_OF_FOUR_THREADS, how]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.count("<heap nr=")

    assert heaps("one") == 1
    assert heaps("each") > 1
