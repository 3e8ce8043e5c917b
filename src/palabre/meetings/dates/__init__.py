"""The day of a meeting: set, moved, cancelled."""
