"""Upkeep: the server itself. Its copies, how they are brought back, and how it is doing."""
