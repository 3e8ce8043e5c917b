"""Memory that is freed goes back to the system."""

import platform

import pytest

from palabre.upkeep.process_memory import resident, trim


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only the C library of GNU gives memory back when asked")
def test_what_the_library_kept_goes_back_to_the_system() -> None:
    pieces = [bytes(2_000) for _piece in range(30_000)]
    last = pieces.pop()  # the end of the heap stays in use: nothing goes back by itself
    del pieces
    kept = resident()

    trim()

    assert last
    assert kept - resident() > 30_000_000
