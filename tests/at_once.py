"""Several acts at the same instant, each in its thread and its connection."""

from __future__ import annotations

import threading
from collections.abc import Callable

from django.db import connection

LONG = 120_000  # milliseconds: on a busy machine forty writers wait for longer than a page may


def at_once(*acts: Callable[[], object]) -> list[Exception]:
    """Do all these at the same instant; return what went wrong."""
    start, faults = threading.Barrier(len(acts)), []

    def one(act: Callable[[], object]) -> None:
        try:
            wait_for_long()
            start.wait()
            act()
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return faults


def wait_for_long() -> None:
    """Have this thread's connection wait for other writers as long as it takes: a test is about what they write."""
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        connection.connection.execute(f"PRAGMA busy_timeout = {LONG}")
    else:
        with connection.cursor() as cursor:
            cursor.execute(f"SET lock_timeout = {LONG}")
