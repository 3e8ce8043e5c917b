"""Screens of you, one module each."""
