"""Screens of dates, one module each."""
