"""Room on Python's stack: what is called from here goes deep without asking the system for memory at each return.

Python keeps its frames in pieces of 16 KiB. Before 3.13.13, a loop that happens to call across the edge of a piece
takes a new one from the system at each call, and gives it back at each return (python/cpython, issue 142183): a page
that was unlucky in its depth spent a quarter of its time so. One frame that asks for much gets a piece as large, and
what it calls stays in that one. Memory that nothing touches is not taken.
"""

from collections.abc import Callable

ROOM = 70_000  # words of one frame, 547 KiB: its piece has 1 MiB, and the rest of it is for some 2 000 frames


def with_deep_stack[**Given, Returned](
    call: Callable[Given, Returned], *args: Given.args, **kwargs: Given.kwargs
) -> Returned:
    """Call it, with room on the stack for whatever it calls."""
    return call(*args, **kwargs)


with_deep_stack.__code__ = with_deep_stack.__code__.replace(co_stacksize=ROOM)
