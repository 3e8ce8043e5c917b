"""Rows made once for all the tests of a module: each test begins where these were made, and leaves no trace."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker


@contextmanager
def made_once(blocker: DjangoDbBlocker) -> Iterator[None]:
    """Make rows in a transaction around those of the tests, rolled back in the end: for a fixture of module scope.

    A fixture of the test's own reads the row again: what a test did to an object in memory is not rolled back.
    """
    with blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)
