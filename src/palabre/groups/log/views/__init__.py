"""Screens of log, one module each."""
