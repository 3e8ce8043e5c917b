"""Caches in memory: their bounds and locks, and the routes that are remembered."""
