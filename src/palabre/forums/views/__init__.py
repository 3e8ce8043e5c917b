"""Screens of the day of a forum."""
