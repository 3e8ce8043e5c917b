"""Content and rate of the server's log."""
