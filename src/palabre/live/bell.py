"""Rung once what screens show has changed outside of their process's loop: they look at once.

A process that does not hear it finds the change within a quarter of a second, for it looks anyway.
"""

from collections.abc import Callable

from django.db import transaction

type Listener = Callable[[int], None]


class Bell:
    """One for each kind of thing that is followed live."""

    def __init__(self) -> None:
        self.listeners: list[Listener] = []

    def listen(self, listener: Listener) -> None:
        """Have `listener` called with the number of each thing that changed, from whichever thread it was."""
        self.listeners.append(listener)

    def ring(self, number: int) -> None:
        """Say it once the transaction under way is done."""
        transaction.on_commit(lambda: self.rung(number))

    def rung(self, number: int) -> None:
        for listener in self.listeners:
            listener(number)
