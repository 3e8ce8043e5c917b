"""PostgreSQL that cannot be reached, stops, or has no connection left: requests fail until it is back."""

from __future__ import annotations

from django.db import InterfaceError, OperationalError

# Classes of codes: of a connection, of a stop, of connections that are used up. None: the line was cut.
CODES = ("08", "57P", "53300")
AGAIN = 15  # seconds


def is_away(fault: BaseException | None) -> bool:
    if not isinstance(fault, (OperationalError, InterfaceError)):
        return False
    code = getattr(fault.__cause__, "sqlstate", "")  # the message is localised
    return code is None or code.startswith(CODES)
