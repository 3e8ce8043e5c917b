"""Screens of meetings, one module each."""
