"""Django's backend for PostgreSQL, which knows when its transaction began (serving/processor_bound.py)."""

import math
import time
from typing import Any

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    held_since = 0.0  # by the processor's clock of this thread: when its latest transaction began
    held_from = math.inf  # the same, by the clock of the wall

    def set_autocommit(self, autocommit: bool, *how: Any, **named: Any) -> None:
        super().set_autocommit(autocommit, *how, **named)
        if not autocommit:
            self.held_since, self.held_from = time.thread_time(), time.monotonic()
