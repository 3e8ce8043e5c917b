"""Faults of PostgreSQL, without one."""

from django.db import OperationalError


def said_by_postgresql(code, words):
    """Return a fault as Django gives it: what PostgreSQL says is in the language of the server, its code in none."""
    fault = OperationalError(words)
    fault.__cause__ = Exception(words)
    fault.__cause__.sqlstate = code
    return fault
