"""How often something is tried, where once says little: random lives, guesses."""

from django.db import connection

LESS = 5


def often(times: int) -> int:
    """So often on SQLite; on PostgreSQL, which the same code asks, a fifth of it."""
    return times if connection.vendor == "sqlite" else max(2, times // LESS)
