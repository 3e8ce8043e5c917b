"""Screens of room, one module each."""
