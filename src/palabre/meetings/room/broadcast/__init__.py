"""Broadcast of a room's state to its connected screens."""
