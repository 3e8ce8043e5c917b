"""Rung once a note's log has grown outside of its room: the rooms of this process look at once.

A room of another process finds it within a quarter of a second, for rooms read the log anyway.
"""

from collections.abc import Callable

from django.db import transaction

type Listener = Callable[[int], None]

listeners: list[Listener] = []


def listen(listener: Listener) -> None:
    """Have `listener` called with the number of each note whose log grew, from whichever thread it was."""
    listeners.append(listener)


def ring(note: int) -> None:
    """Say it once the transaction under way is done."""
    transaction.on_commit(lambda: rung(note))


def rung(note: int) -> None:
    for listener in listeners:
        listener(note)
