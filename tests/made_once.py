"""Rows made once for all the tests of a module: each test begins where these were made, and leaves no trace."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings
from pytest_django.plugin import DjangoDbBlocker


@contextmanager
def made_once(blocker: DjangoDbBlocker) -> Iterator[None]:
    """Make rows in a transaction around those of the tests, rolled back in the end: for a fixture of module scope.

    A fixture of the test's own reads the row again: what a test did to an object in memory is not rolled back.
    """
    with blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


def once_per_module(make: Callable[[], Any]) -> Callable[..., Any]:
    """Return a fixture of module scope that gives what `make` returns, its rows made once, and its files too."""

    @pytest.fixture(scope="module")
    def made(
        django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
    ) -> Iterator[Any]:
        data = tmp_path_factory.getbasetemp() / "data"  # as for the tests themselves: see conftest.py
        data.mkdir(exist_ok=True)
        with made_once(django_db_blocker):
            with override_settings(DATA=data, COPIES=False):
                rows = make()
            yield rows

    return made
