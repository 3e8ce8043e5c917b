"""Memory that is freed goes back to the system when the process has grown, and is not looked for all the time."""

import platform

import pytest

from palabre.serving.page_server import GROWN, FreedMemory, resident, trim


def test_memory_is_given_back_each_time_the_process_has_grown_since() -> None:
    sizes = iter([100, 100 + GROWN, 101 + GROWN, 120, 121, 121 + GROWN, 90 + GROWN, 91 + GROWN])
    released = list[str]()
    freed = FreedMemory(lambda: next(sizes), lambda: released.append("given back"))

    said = []
    for _look in range(5):
        freed.give_back()
        said.append(len(released))

    assert said == [0, 1, 1, 2, 2]


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only the C library of GNU gives memory back when asked")
def test_what_the_library_kept_goes_back_to_the_system() -> None:
    pieces = [bytes(2_000) for _piece in range(30_000)]
    last = pieces.pop()  # the end of the heap stays in use: nothing goes back by itself
    del pieces
    kept = resident()

    trim()

    assert last
    assert kept - resident() > 30_000_000
