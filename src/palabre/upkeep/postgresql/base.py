"""Django's backend for PostgreSQL, which knows when its transaction began (serving/processor_bound.py)."""

import math
import time
from typing import Any

from django.db import OperationalError
from django.db.backends.postgresql import base
from psycopg.errors import QueryCanceled
from psycopg.pq import TransactionStatus

STEP = 1  # seconds by which a query may end too late: it is not said again before each one when


class DatabaseWrapper(base.DatabaseWrapper):
    held_since = 0.0  # by the processor's clock of this thread: when its latest transaction began
    held_from = math.inf  # the same, by the clock of the wall
    ends_at = math.inf  # the instant of the latest bound, by the same clock
    longest = math.inf  # seconds that each query of this transaction may take, as PostgreSQL knows

    def set_autocommit(self, autocommit: bool, *how: Any, **named: Any) -> None:
        super().set_autocommit(autocommit, *how, **named)
        if not autocommit:
            self.held_since, self.held_from, self.longest = time.thread_time(), time.monotonic(), math.inf

    def _savepoint_rollback(self, sid: str) -> None:
        super()._savepoint_rollback(sid)  # type: ignore[misc]
        self.longest = math.inf  # what was said since goes with the rest

    def end_queries_at(self, until: float) -> None:
        """Have PostgreSQL end what the next query of this transaction has not done by then, on the clock of the wall.

        Only the rest of this transaction is bound by it.
        """
        self.ends_at = until
        left = max(until - time.monotonic(), 0.001)
        if self.longest > left + STEP and self.connection.info.transaction_status is not TransactionStatus.INERROR:
            with self.wrap_database_errors:
                self.connection.execute(f"SET LOCAL statement_timeout = {math.ceil(left * 1000)}")
            self.longest = left

    def is_ended(self, fault: OperationalError) -> bool:
        """Return whether the query ended by this bound; somebody else may cancel it sooner, by the same code."""
        return isinstance(fault.__cause__, QueryCanceled) and time.monotonic() >= self.ends_at
